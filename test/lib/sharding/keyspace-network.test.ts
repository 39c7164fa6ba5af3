import { Stack } from 'aws-cdk-lib';
import { Peer, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  DatabaseCluster,
  DatabaseClusterEngine,
} from 'aws-cdk-lib/aws-rds';
import { describe, expect, it } from 'vitest';
import { type KeyspaceProps, PostgresShard } from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';

const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_13 });

/** Two clusters as shards. */
function onClusters(more: (stack: Stack, vpc: Vpc) => Partial<KeyspaceProps> = () => ({})): Stack {
  const { app, headroom } = aHeadroom();
  const stack = new Stack(app, 'Data', { env });
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
  const cluster = (id: string) =>
    new DatabaseCluster(stack, id, { engine, vpc, port: 5433, writer: ClusterInstance.serverlessV2('Writer') });
  const shard = (id: string) => PostgresShard.fromCluster(cluster(id), { database: 'orders', port: 5433 });
  headroom.shard('orders', { scope: stack, vpc, shards: { a: shard('A'), b: shard('B') }, ...more(stack, vpc) });
  return stack;
}

const between = (stack: Stack) =>
  resources(stack, 'AWS::EC2::SecurityGroupIngress').filter(({ Properties }) =>
    String(Properties.Description).startsWith('Slots that move'),
  );

describe('the network of a keyspace', () => {
  it('has a way from each shard to each other, whoever brings the security groups', () => {
    expect(between(onClusters())).toHaveLength(2);
    const own = onClusters((stack, vpc) => ({ securityGroups: [new SecurityGroup(stack, 'Mine', { vpc })] }));
    expect(between(own).map(({ Properties }) => Properties.FromPort)).toEqual([5433, 5433]);
  });

  it('has a way to DynamoDB wherever it is told where AWS is', () => {
    const awsPeer = Peer.securityGroupId('sg-0123456789abcdef0');
    expect(() => onClusters(() => ({ awsPeer }))).toThrow(
      /^keyspaces\["orders"\]\.dynamoDbPeer: is missing; a gateway endpoint has no security/,
    );
    const told = onClusters(() => ({ awsPeer, dynamoDbPeer: Peer.prefixList('pl-6da54004') }));
    const out = resources(told, 'AWS::EC2::SecurityGroup').flatMap(
      ({ Properties }) => (Properties.SecurityGroupEgress ?? []) as Record<string, unknown>[],
    );
    const rules = [...out, ...resources(told, 'AWS::EC2::SecurityGroupEgress').map(({ Properties }) => Properties)];
    const on443 = rules.filter(({ FromPort }) => FromPort === 443);
    expect(on443.map((rule) => rule.DestinationPrefixListId ?? rule.DestinationSecurityGroupId)).toEqual(
      expect.arrayContaining(['pl-6da54004', 'sg-0123456789abcdef0']),
    );
    expect(on443).toHaveLength(2);
  });
});
