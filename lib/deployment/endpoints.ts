import type { GatewayVpcEndpointAwsService, InterfaceVpcEndpointAwsService, IVpc } from 'aws-cdk-lib/aws-ec2';
import { type CfnPolicy, type CfnRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { BundledFunction } from './bundled-function.ts';
import { resourcesNamed, resourcesOfType } from './resources-named.ts';
import { isDoneByOthers, serviceReaches } from './service-endpoints.ts';

/** What functions in a VPC call, and so the endpoints that they need where it has no NAT gateway. */
export interface Endpoints {
  /** Free of charge. By ids for `vpc.addGatewayEndpoint(id, { service })`. */
  readonly gateways: Readonly<Record<string, GatewayVpcEndpointAwsService>>;
  /** Each costs by the hour and zone. By ids for `vpc.addInterfaceEndpoint(id, { service })`. */
  readonly interfaces: Readonly<Record<string, InterfaceVpcEndpointAwsService>>;
  /** What has no endpoint, and is reached by a NAT gateway alone. */
  readonly internet: readonly string[];
}

/**
 * The endpoints of all functions of Headroom that stand in a VPC, by what their roles are allowed by now: ask once all is said
 * that is scaled, balanced, purged and sharded.
 */
export function endpointsOf(vpc: IVpc): Endpoints {
  const app = vpc.node.root;
  const standing = bundledFunctions(app).filter(({ network }) => network?.vpc === vpc);
  const allowed = servicesByRole(app);
  const services = new Set(standing.flatMap((one) => [...servicesOf(one, allowed)]));
  const gateways: Record<string, GatewayVpcEndpointAwsService> = {};
  const interfaces: Record<string, InterfaceVpcEndpointAwsService> = {};
  const internet: string[] = [];
  for (const name of [...services].sort()) {
    const reach = serviceReaches[name] ?? { by: 'internet' };
    if (reach.by === 'gateway') gateways[name] = reach.service;
    else if (reach.by === 'interface') interfaces[name] = reach.service;
    else internet.push(name);
  }
  return { gateways, interfaces, internet };
}

/** Every function of ours of an app. */
export function bundledFunctions(app: IConstruct): readonly BundledFunction[] {
  return app.node.findAll().filter((node): node is BundledFunction => node instanceof BundledFunction);
}

/** The services that a function calls, by the prefixes of their actions in IAM, and what it reaches without any right. */
function servicesOf({ role, reaches }: BundledFunction, allowed: ReadonlyMap<IConstruct, ReadonlySet<string>>) {
  return new Set([...reaches, ...(allowed.get(role.node.defaultChild as CfnRole) ?? [])]);
}

/** The prefixes of all actions that each role of an app is allowed by policies of their own, and does itself. */
function servicesByRole(app: IConstruct): ReadonlyMap<IConstruct, ReadonlySet<string>> {
  const allowed = new Map<IConstruct, Set<string>>();
  for (const policy of resourcesOfType<CfnPolicy>(app, 'AWS::IAM::Policy')) {
    const own = actionsOf(policy).filter((action) => !isDoneByOthers(action));
    const services = own.map((action) => action.split(':')[0] ?? '');
    for (const role of resourcesNamed(policy.roles, policy))
      allowed.set(role, new Set([...(allowed.get(role) ?? []), ...services]));
  }
  return allowed;
}

/** Told without resolving the document, which would let nobody add to it any more. */
function actionsOf({ policyDocument }: CfnPolicy): readonly string[] {
  if (!(policyDocument instanceof PolicyDocument)) return [];
  const { Statement = [] } = (policyDocument.toJSON() ?? {}) as { readonly Statement?: readonly Statement[] };
  return Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action = [] }) => Action);
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
}
