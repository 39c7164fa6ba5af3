import { awsCommand } from '../../model/aws-command.ts';
import { type Found, ok, trouble } from '../../model/verdict.ts';
import { endpointServices } from '../config/endpoint-services.ts';

/** The network that the functions of a keyspace stand in. */
export interface KeyspaceNetwork {
  readonly region: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** The route tables of the subnets. */
  readonly routeTableIds: readonly string[];
  /** Subnets from which a route leads out, by a NAT gateway or another network. */
  readonly subnetsWithWayOut: readonly string[];
  /** Those of the VPC that can be used. */
  readonly endpoints: readonly Endpoint[];
}

interface Endpoint {
  /** e.g. `com.amazonaws.eu-central-1.states` */
  readonly serviceName: string;
  readonly routeTableIds: readonly string[];
  /** Whether the usual name of the service leads to it. */
  readonly hasPrivateDns: boolean;
}

/** Without a way out of the VPC the functions reach AWS by endpoints alone; null for a keyspace that stands in no VPC. */
export function foundOfEndpoints(network: KeyspaceNetwork | null): readonly Found[] {
  if (network === null) return [ok('its functions stand in no VPC')];
  const shut = network.subnetIds.filter((id) => !network.subnetsWithWayOut.includes(id));
  if (shut.length === 0) return [ok(`all subnets of its functions in ${network.vpcId} have a way out to AWS`)];
  const { gateways, interfaces } = endpointServices;
  const found = [
    ...Object.values(gateways).map((service) => gateway(service, network)),
    ...Object.values(interfaces).map((service) => ofInterface(service, network)),
  ];
  const missing = found.filter((one) => one !== null);
  return missing.length > 0 ? missing : [ok(`${network.vpcId} has an endpoint for all that its functions call`)];
}

function gateway(service: string, network: KeyspaceNetwork): Found | null {
  const known = ofService(service, network);
  const covered = known.flatMap(({ routeTableIds }) => routeTableIds);
  const { vpcId, routeTableIds, region } = network;
  const without = routeTableIds.filter((id) => !covered.includes(id));
  // An interface endpoint of the same service serves as well.
  if (without.length === 0 || known.some(({ hasPrivateDns }) => hasPrivateDns)) return null;
  const tables = ['--route-table-ids', ...without];
  const named = ['--vpc-id', vpcId, '--service-name', nameOf(service, network), '--vpc-endpoint-type', 'Gateway'];
  return trouble(
    `${vpcId} has no way out and no gateway endpoint of ${service} in ${without.join(', ')}, so that its functions wait until they time out`,
    awsCommand(region, 'ec2', 'create-vpc-endpoint', ...named, ...tables),
  );
}

function ofInterface(service: string, network: KeyspaceNetwork): Found | null {
  const known = ofService(service, network);
  if (known.some(({ hasPrivateDns }) => hasPrivateDns)) return null;
  const { vpcId, subnetIds, region } = network;
  const named = ['--vpc-id', vpcId, '--service-name', nameOf(service, network), '--vpc-endpoint-type', 'Interface'];
  const placed = ['--private-dns-enabled', '--subnet-ids', ...subnetIds];
  const what = known.length === 0 ? `no endpoint of ${service}` : `an endpoint of ${service} without private DNS`;
  return trouble(
    `${vpcId} has no way out and ${what}, so that its functions wait until they time out; its security group must let in HTTPS from ${network.securityGroupIds.join(', ')}`,
    awsCommand(region, 'ec2', 'create-vpc-endpoint', ...named, ...placed),
  );
}

function ofService(service: string, network: KeyspaceNetwork): readonly Endpoint[] {
  return network.endpoints.filter(({ serviceName }) => serviceName === nameOf(service, network));
}

const nameOf = (service: string, { region }: KeyspaceNetwork) => `com.amazonaws.${region}.${service}`;
