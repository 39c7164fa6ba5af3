import {
  CfnResource,
  DefaultTokenResolver,
  type IResolvable,
  type IResolveContext,
  Reference,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The constructs that a value refers to, through however many tokens: `asg.autoScalingGroupName` names the group. */
export function resourcesNamed(value: unknown, scope: IConstruct): ReadonlySet<IConstruct> {
  const resolver = new CollectingResolver();
  Tokenization.resolve(value, { scope, resolver, preparing: true });
  return resolver.targets;
}

class CollectingResolver extends DefaultTokenResolver {
  readonly targets = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  override resolveToken(token: IResolvable, context: IResolveContext, ...rest: [never]): unknown {
    if (Reference.isReference(token)) this.targets.add(token.target);
    return super.resolveToken(token, context, ...rest);
  }
}

/** Every resource of a CloudFormation type at or below a construct. */
export function resourcesOfType<T extends CfnResource>(root: IConstruct, type: string): readonly T[] {
  return root.node
    .findAll()
    .filter((node): node is T => CfnResource.isCfnResource(node) && node.cfnResourceType === type);
}
