import { Annotations } from 'aws-cdk-lib';
import { type IPeer, type ISubnet, Peer, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { DeclaredKeyspace, ShardImport } from '../../core/sharding/config/declared-keyspace.ts';
import type { KeyspaceProps } from './keyspace-settings.ts';
import { shardNamed } from './shards/catalogue.ts';

/** What a config file says of a keyspace, as `headroom.shard` takes it. What it names is imported into `scope`. */
export function keyspaceProps(scope: Construct, declared: DeclaredKeyspace): [string, KeyspaceProps] {
  const { config, imports, network } = declared;
  const { keyspace, schema: _, shards, ...settings } = config;
  const named = Object.entries(shards).map(([name, shard]) => {
    return [
      name,
      shardNamed(new Construct(scope, `Shard-${name}`), shard, (imports[name] ?? {}) as ShardImport),
    ] as const;
  });
  return [keyspace, { ...settings, shards: Object.fromEntries(named), ...networkOf(scope, network) }];
}

function networkOf(scope: Construct, network: DeclaredKeyspace['network']): Partial<KeyspaceProps> {
  if (network === null) return {};
  const { vpcId, subnetIds, securityGroupIds, awsPeer, dynamoDbPeer } = network;
  return {
    // In which zones the subnets are nobody asks; an import wants one name all the same.
    vpc: Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId, availabilityZones: ['any'] }),
    vpcSubnets: { subnets: subnetIds.map((id) => subnetNamed(scope, id)) },
    ...(securityGroupIds && {
      securityGroups: securityGroupIds.map((id) => SecurityGroup.fromSecurityGroupId(scope, id, id)),
    }),
    ...(awsPeer !== null && { awsPeer: peerOf(awsPeer) }),
    ...(dynamoDbPeer !== null && { dynamoDbPeer: peerOf(dynamoDbPeer) }),
  };
}

function subnetNamed(scope: Construct, id: string): ISubnet {
  const subnet = Subnet.fromSubnetId(scope, id, id);
  const reason = 'Functions are put into it by its id, and nobody asks for its route table.';
  Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', reason);
  return subnet;
}

function peerOf(peer: string): IPeer {
  if (peer.startsWith('sg-')) return Peer.securityGroupId(peer);
  if (peer.startsWith('pl-')) return Peer.prefixList(peer);
  return peer.includes(':') ? Peer.ipv6(peer) : Peer.ipv4(peer);
}
