import { ArnFormat, type CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnAlias, IAlias, IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { describingActions } from '../../../../core/scaling/config/observing.ts';
import { resourcesOfType } from '../../../deployment/resources-named.ts';
import { nativeScaling } from '../native-scaling.ts';
import { type NamedPlace, requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

/** A function, and maybe an alias of it, that are known by their names alone. */
export interface NamedConcurrency extends NamedPlace {
  readonly functionName: string;
  /**
   * The alias that concurrency is provisioned for.
   * @default - none: what is scaled is the reserved concurrency of the function
   */
  readonly aliasName?: string | null;
}

/** The provisioned concurrency of an alias, or the reserved one of a function. Capacity counts executions at a time. */
export class LambdaConcurrencyTarget implements ScalingTarget {
  readonly construct: IConstruct | null;
  private readonly named: NamedConcurrency;
  private readonly resource: CfnResource | null;

  constructor(of: IAlias | IFunction | NamedConcurrency) {
    const made = Construct.isConstruct(of) ? (of as IAlias | IFunction) : null;
    this.named = made === null ? (of as NamedConcurrency) : namesOf(made);
    this.resource = made && resourceOf(made);
    this.construct = this.resource && made;
  }

  /** A function that this app does not make. Somebody else has to tag it where grants go by tag. */
  static fromNames(functionName: string, aliasName: string | null = null, place: NamedPlace = {}): ScalingTarget {
    return new LambdaConcurrencyTarget({ ...place, functionName, aliasName });
  }

  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { functionName, aliasName = null, account = null, region = null } = this.named;
    requireOwnPlace(scope, this.named);
    const reads = describingActions['lambda-concurrency'] ?? [];
    const allow = (actions: readonly string[], resourceName: string) =>
      grant.allow({
        actions: actions.map((one) => `lambda:${one}`),
        reads,
        resourceArn: functionArn(scope, resourceName),
        construct: this.construct,
        wildcard: null,
      });
    if (aliasName === null) {
      allow(['GetFunctionConcurrency', 'PutFunctionConcurrency'], functionName);
    } else {
      allow(['GetAlias'], functionName);
      const actions = ['Get', 'Put', 'Delete'].map((verb) => `${verb}ProvisionedConcurrencyConfig`);
      allow(actions, `${functionName}:${aliasName}`);
    }
    return {
      config: { kind: 'lambda-concurrency', account, region, functionName, aliasName },
      running: null,
      asked: null,
    };
  }

  /** Another memory is that of another version: one is made of what is there, and the alias goes over to it. */
  bindSizes(scope: Construct, grant: CapacityGrant, changing: CapacityGrant | null): void {
    const { functionName } = this.named;
    const allow = (to: CapacityGrant, actions: readonly string[], resourceName: string, wildcard: string | null) =>
      to.allow({
        ...{ actions: actions.map((one) => `lambda:${one}`), construct: this.construct, wildcard },
        resourceArn: functionArn(scope, resourceName),
      });
    const versions = 'A version has its number only once it is published; the function is given in full.';
    allow(grant, ['GetFunctionConfiguration'], functionName, null);
    allow(grant, ['GetFunctionConfiguration'], `${functionName}:*`, versions);
    if (changing === null) return;
    allow(changing, ['UpdateFunctionConfiguration', 'PublishVersion', 'UpdateAlias'], functionName, null);
  }

  conflicts(): readonly string[] {
    const { resource } = this;
    if (resource === null || Stack.of(resource).resolve(concurrencyOf(resource)) === undefined) return [];
    const { path } = resource.node;
    return [
      `${path} sets a provisioned concurrency, and deploys of its versions would reset the alias to it; leave provisionedConcurrentExecutions out`,
    ];
  }

  rivals(app: IConstruct): readonly string[] {
    const { functionName, aliasName = null } = this.named;
    if (aliasName === null) return [];
    const told = this.resource?.node.path ?? `the alias "${aliasName}" of "${functionName}"`;
    return nativeScaling(app, {
      ...{ told, resource: this.resource, resourceId: `function:${functionName}:${aliasName}` },
      scalableDimension: 'lambda:function:ProvisionedConcurrency',
    });
  }
}

function functionArn(scope: Construct, resourceName: string): string {
  return Stack.of(scope).formatArn({
    ...{ service: 'lambda', resource: 'function', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
  });
}

function namesOf(made: IAlias | IFunction): NamedConcurrency {
  if (!('aliasName' in made)) return { functionName: made.functionName, aliasName: null };
  return { functionName: made.version.lambda.functionName, aliasName: made.aliasName };
}

function resourceOf(made: IConstruct): CfnResource | null {
  const type = 'aliasName' in made ? 'AWS::Lambda::Alias' : 'AWS::Lambda::Function';
  return resourcesOfType<CfnResource>(made, type)[0] ?? null;
}

function concurrencyOf(resource: CfnResource): unknown {
  return resource.cfnResourceType === 'AWS::Lambda::Alias'
    ? (resource as CfnAlias).provisionedConcurrencyConfig
    : undefined;
}
