import { ArnFormat, type CfnResource, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { resourcesOfType } from '../../../deployment/resources-named.ts';
import { type NamedPlace, requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

/** A function that is known by its name alone. */
export interface NamedFunction extends NamedPlace {
  readonly functionName: string;
}

export interface CustomLambdaOptions {
  /** What the function calls that which it scales; it is told so with each question. */
  readonly resource: string;
}

/** Anything that a function of yours scales: it is asked what there is, and told what is to be. */
export class CustomLambdaTarget implements ScalingTarget {
  readonly construct: IConstruct | null;
  private readonly named: NamedFunction;
  private readonly resource: string;

  constructor(of: IFunction | NamedFunction, { resource }: CustomLambdaOptions) {
    const made = Construct.isConstruct(of) ? of : null;
    this.named = made === null ? of : { functionName: (made as IFunction).functionName };
    this.construct = made && resourcesOfType<CfnResource>(made, 'AWS::Lambda::Function').length > 0 ? made : null;
    this.resource = resource;
  }

  /** A function that this app does not make. Somebody else has to tag it where grants go by tag. */
  static fromName(functionName: string, { resource, ...place }: CustomLambdaOptions & NamedPlace): ScalingTarget {
    return new CustomLambdaTarget({ ...place, functionName }, { resource });
  }

  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { functionName, account = null, region = null } = this.named;
    const { resource, construct } = this;
    requireOwnPlace(scope, this.named);
    grant.allow({
      actions: ['lambda:InvokeFunction'],
      resourceArn: Stack.of(scope).formatArn({
        ...{ service: 'lambda', resource: 'function', resourceName: functionName },
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      construct,
      wildcard: null,
    });
    const config = { kind: 'custom-lambda' as const, account, region, functionName, resource };
    return { config, running: null, asked: null };
  }

  /** What deploys do to it is not known here. */
  conflicts(): readonly string[] {
    return [];
  }
}
