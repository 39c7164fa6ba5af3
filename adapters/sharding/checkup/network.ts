import {
  DescribeRouteTablesCommand,
  type EC2Client,
  paginateDescribeVpcEndpoints,
  type RouteTable,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Told } from '../../../core/model/verdict.ts';
import type { KeyspaceNetwork } from '../../../core/sharding/checkup/endpoints.ts';
import { shardFunctionName } from '../../../core/sharding/config/shard-function-name.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';

/** Where the functions of a keyspace stand, and how they reach AWS from there; null where they stand in no VPC. */
export async function keyspaceNetwork(
  reader: AccountReader,
  deployment: string,
  keyspace: string,
  abortSignal: AbortSignal,
): Promise<Told<KeyspaceNetwork | null>> {
  const FunctionName = shardFunctionName(deployment, keyspace, 'shard-mover');
  const mover = await asked('lambda:GetFunctionConfiguration', () =>
    reader.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }), { abortSignal }),
  );
  if ('unknown' in mover) return mover;
  const { VpcId: vpcId = '', SubnetIds = [], SecurityGroupIds = [] } = mover.told.VpcConfig ?? {};
  if (vpcId === '') return { told: null };
  const region = await reader.ec2.config.region();
  return asked('ec2:DescribeRouteTables, ec2:DescribeVpcEndpoints', async () => {
    const [tables, endpoints] = await Promise.all([
      routeTables(reader.ec2, vpcId, abortSignal),
      vpcEndpoints(reader.ec2, vpcId, abortSignal),
    ]);
    const tableOf = (subnet: string) => tables.find((one) => isOf(one, subnet)) ?? tables.find(isMain);
    const known = SubnetIds.map((subnet) => [subnet, tableOf(subnet)] as const);
    return {
      region,
      vpcId,
      subnetIds: SubnetIds,
      securityGroupIds: SecurityGroupIds,
      routeTableIds: [...new Set(known.map(([, table]) => table?.RouteTableId ?? ''))],
      subnetsWithWayOut: known.flatMap(([subnet, table]) => (table !== undefined && leadsOut(table) ? [subnet] : [])),
      endpoints: endpoints.filter(({ State }) => State?.toLowerCase() === 'available').map(endpointOf),
    };
  });
}

async function routeTables(client: EC2Client, vpcId: string, abortSignal: AbortSignal): Promise<readonly RouteTable[]> {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const found: RouteTable[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeRouteTablesCommand({ Filters, NextToken }), { abortSignal });
    found.push(...(page.RouteTables ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

async function vpcEndpoints(
  client: EC2Client,
  vpcId: string,
  abortSignal: AbortSignal,
): Promise<readonly VpcEndpoint[]> {
  const asking = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] };
  const found: VpcEndpoint[] = [];
  for await (const page of paginateDescribeVpcEndpoints({ client }, asking, { abortSignal }))
    found.push(...(page.VpcEndpoints ?? []));
  return found;
}

const isMain = ({ Associations = [] }: RouteTable) => Associations.some(({ Main }) => Main === true);

const isOf = ({ Associations = [] }: RouteTable, subnet: string) =>
  Associations.some(({ SubnetId }) => SubnetId === subnet);

/**
 * Whether everything else is sent to a NAT gateway, an instance or another network. An internet gateway is none: a function in
 * a VPC has no public address (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html).
 */
function leadsOut({ Routes = [] }: RouteTable): boolean {
  return Routes.some((route) => {
    if (route.DestinationCidrBlock !== '0.0.0.0/0' || route.State === 'blackhole') return false;
    const { GatewayId, NatGatewayId, TransitGatewayId, NetworkInterfaceId, VpcPeeringConnectionId } = route;
    if (GatewayId !== undefined) return GatewayId.startsWith('vgw-');
    return [NatGatewayId, TransitGatewayId, NetworkInterfaceId, VpcPeeringConnectionId].some(
      (one) => one !== undefined,
    );
  });
}

function endpointOf(endpoint: VpcEndpoint): KeyspaceNetwork['endpoints'][number] {
  const { ServiceName: serviceName = '', RouteTableIds = [], PrivateDnsEnabled = false } = endpoint;
  return { serviceName, routeTableIds: RouteTableIds, hasPrivateDns: PrivateDnsEnabled };
}
