import {
  CfnResource,
  DefaultTokenResolver,
  type IResolvable,
  type IResolveContext,
  Reference,
  StringConcat,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { flatten } from './flatten.ts';
import { resourcesNamed } from './resources-named.ts';

/** A name as far as an app knows it before it is deployed. */
export interface KnownName {
  /** The same in every stack for the same name; what is only given at deploy time stands in it as `<path.attribute>`. */
  readonly text: string;
  /** Whether nothing of it is given at deploy time. */
  readonly isWhole: boolean;
}

/** What is known of a value that names something: a resource whose name the app gives itself is known by that name. */
export function knownName(value: unknown, scope: IConstruct): KnownName {
  const resolver = new NamingResolver();
  const resolved: unknown = Tokenization.resolve(value, { scope, resolver, preparing: true });
  return { text: flatten(resolved), isWhole: typeof resolved === 'string' && !resolver.hasUnknown };
}

/** Whether a value names a resource, by reference or by the same name as another value does. */
export function isNamed(value: unknown, resource: IConstruct | null, name: string, scope: IConstruct): boolean {
  if (value === undefined) return false;
  if (resource !== null && resourcesNamed(value, scope).has(resource)) return true;
  return knownName(value, scope).text === knownName(name, scope).text;
}

class NamingResolver extends DefaultTokenResolver {
  hasUnknown = false;

  constructor() {
    super(new StringConcat());
  }

  override resolveToken(token: IResolvable, context: IResolveContext, ...rest: [never]): unknown {
    if (!Reference.isReference(token)) return super.resolveToken(token, context, ...rest);
    const given = givenName(token.target, token.displayName);
    if (given !== null) return given;
    this.hasUnknown = true;
    return `<${token.target.node.path}.${token.displayName}>`;
  }
}

/** The name that the app itself gives a resource: of an `AWS::ECS::Cluster`, its `clusterName`. */
export function givenName(target: IConstruct, displayName: string): string | null {
  if (!CfnResource.isCfnResource(target) || !/^(Ref|Name)$/.test(displayName)) return null;
  const type = target.cfnResourceType.split('::').at(-1) ?? '';
  const field = `${type.charAt(0).toLowerCase()}${type.slice(1)}Name`;
  const name = (target as unknown as Readonly<Record<string, unknown>>)[field];
  return typeof name === 'string' && !Token.isUnresolved(name) ? name : null;
}
