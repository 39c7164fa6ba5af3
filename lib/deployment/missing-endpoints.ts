import { Annotations, Stack } from 'aws-cdk-lib';
import type { CfnVPCEndpoint, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { bundledFunctions, endpointsOf } from './endpoints.ts';
import { flatten } from './flatten.ts';
import { knownName } from './known-name.ts';
import type { FunctionNetwork } from './network.ts';
import { resourcesOfType } from './resources-named.ts';

/**
 * Warns where functions stand in subnets that are not known to have a NAT gateway, and names what they call and cannot reach
 * by the endpoints of this app: a function that waits for an answer that cannot come fails by its time-out and says no more.
 */
export function warnOfMissingEndpoints(scope: IConstruct): void {
  const networks = bundledFunctions(scope.node.root).flatMap(({ network }) => (network === null ? [] : [network]));
  for (const vpc of new Set(networks.filter((one) => !hasNat(one)).map((one) => one.vpc))) {
    const { gateways, interfaces, internet } = endpointsOf(vpc);
    const there = endpointsMade(vpc);
    const wanted = [
      ...Object.values(gateways).map(({ name }) => ({ service: lastOf(name), kind: 'gateway' })),
      ...Object.values(interfaces).map(({ shortName }) => ({ service: shortName, kind: 'interface' })),
    ].filter(({ service }) => !there.has(service));
    if (wanted.length + internet.length === 0) continue;
    Annotations.of(scope).addWarningV2('headroom:no-way-out', says(vpc, wanted, internet));
  }
}

function says(
  { node: { path } }: IVpc,
  wanted: readonly { readonly service: string; readonly kind: string }[],
  internet: readonly string[],
): string {
  const told = (of: string) => wanted.filter(({ kind }) => kind === of).map(({ service }) => service);
  const [free, paid] = [told('gateway'), told('interface')];
  const endpoints = [
    ...(free.length > 0 ? [`gateway endpoints for ${free.join(', ')}`] : []),
    ...(paid.length > 0 ? [`interface endpoints for ${paid.join(', ')}`] : []),
  ].join(' and ');
  const nat =
    internet.length > 0
      ? `${internet.join(', ')} has no endpoint, so give them subnets with a NAT gateway`
      : 'add these by endpointsOf(vpc), or give them subnets with a NAT gateway';
  const calls = endpoints === '' ? '' : `: they need ${endpoints}`;
  return `functions stand in subnets of ${path} that are not known to have a NAT gateway${calls}; ${nat}`;
}

/** CDK calls those subnets private that have a NAT gateway. */
function hasNat({ vpc, vpcSubnets }: FunctionNetwork): boolean {
  const open = new Set(vpc.privateSubnets);
  return vpc.selectSubnets(vpcSubnets ?? {}).subnets.every((subnet) => open.has(subnet));
}

/** The last parts of the names of the services that an app makes endpoints for in a VPC. */
function endpointsMade(vpc: IVpc): ReadonlySet<string> {
  const place = knownName(vpc.vpcId, vpc).text;
  const made = resourcesOfType<CfnVPCEndpoint>(vpc.node.root, 'AWS::EC2::VPCEndpoint');
  const here = made.filter((one) => knownName(one.vpcId, one).text === place);
  return new Set(here.map((one) => lastOf(flatten(Stack.of(one).resolve(one.serviceName)))));
}

const lastOf = (name: string) => name.split('.').at(-1) ?? name;
