import { ArnFormat, type CfnResource, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { resourcesOfType } from '../../../deployment/resources-named.ts';
import { type NamedPlace, requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

/** A function of Lambda Managed Instances that is known by its name alone. */
export interface NamedManagedFunction extends NamedPlace {
  readonly functionName: string;
}

export interface LambdaManagedInstancesOptions {
  /**
   * The version whose environments are kept ready: its number, or what was published last.
   * @default $LATEST.PUBLISHED
   */
  readonly qualifier?: string;
}

/** The execution environments that Lambda Managed Instances keep ready of a version. Capacity counts environments. */
export class LambdaManagedInstancesTarget implements ScalingTarget {
  readonly construct: IConstruct | null;
  private readonly named: NamedManagedFunction;
  private readonly qualifier: string;

  constructor(
    of: IFunction | NamedManagedFunction,
    { qualifier = '$LATEST.PUBLISHED' }: LambdaManagedInstancesOptions = {},
  ) {
    const made = Construct.isConstruct(of) ? (of as IFunction) : null;
    this.named = made === null ? of : { functionName: made.functionName };
    this.qualifier = qualifier;
    this.construct = made && resourcesOfType<CfnResource>(made, 'AWS::Lambda::Function')[0] ? made : null;
  }

  /** A function that this app does not make. Somebody else has to tag it where grants go by tag. */
  static fromName(
    functionName: string,
    { qualifier, ...place }: LambdaManagedInstancesOptions & NamedPlace = {},
  ): ScalingTarget {
    return new LambdaManagedInstancesTarget({ ...place, functionName }, qualifier === undefined ? {} : { qualifier });
  }

  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { functionName, account = null, region = null } = this.named;
    const { qualifier, construct } = this;
    requireOwnPlace(scope, this.named);
    grant.allow({
      actions: ['lambda:GetFunctionScalingConfig', 'lambda:PutFunctionScalingConfig'],
      resourceArn: Stack.of(scope).formatArn({
        ...{ service: 'lambda', resource: 'function', resourceName: `${functionName}:${qualifier}` },
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      construct,
      wildcard: null,
    });
    const config = { kind: 'lambda-managed-instances' as const, account, region, functionName, qualifier };
    return { config, running: null, asked: null };
  }

  /** CloudFormation leaves what Headroom has set alone until the numbers of the template themselves change. */
  conflicts(): readonly string[] {
    return [];
  }
}
