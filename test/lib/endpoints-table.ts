import { Stack } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  DatabaseCluster,
  DatabaseClusterEngine,
} from 'aws-cdk-lib/aws-rds';
import {
  AutoScalingGroupTarget,
  CloudFrontCdn,
  DynamoDbTableShard,
  EcsServiceTarget,
  ElastiCacheReplicasTarget,
  type Endpoints,
  endpointsOf,
  Headroom,
  type HeadroomProps,
  KubernetesTarget,
  lambdaReading,
  PostgresServer,
  PostgresShard,
} from '../../lib/index.ts';
import { anApp, env } from './an-app.ts';
import { settings } from './scaling/a-target.ts';

const begin = '<!-- endpoints: written by `npm run house` from what is deployed -->';
const end = '<!-- end of endpoints -->';

type Add = (headroom: Headroom, stack: Stack, vpc: Vpc) => void;

const arn = `arn:aws:elasticloadbalancing:${env.region}:${env.account}`;
const group = (name: string) => ({ targetGroup: { targetGroupArn: `${arn}:targetgroup/${name}/1` } });
const part = (name: string) => ({ name, type: AttributeType.STRING });
const web = AutoScalingGroupTarget.fromName('web');
const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_13 });
const vpcSubnets = { subnetType: SubnetType.PRIVATE_ISOLATED };

/** Everything that brings an endpoint of its own. */
const adding: Readonly<Record<string, Add>> = {
  'an Auto Scaling group': (headroom) => headroom.scale('web', web, settings()),
  'an ECS service': (headroom) => headroom.scale('web', EcsServiceTarget.fromNames('shop', 'web'), settings()),
  'a cache of ElastiCache that is scaled': (headroom) =>
    headroom.scale('cache', new ElastiCacheReplicasTarget({ replicationGroupId: 'orders' }), settings()),
  'a workload of Kubernetes': (headroom) =>
    headroom.scale('web', KubernetesTarget.fromNames('shop', { namespace: 'shop', name: 'web' }), settings()),
  'a `lambdaReading`': (headroom, stack) => {
    const told = lambdaReading(LambdaFunction.fromFunctionName(stack, 'Told', 'told'));
    const policy = { kind: 'target-tracking', reading: 'told', of: 'demand', target: 60 } as const;
    headroom.scale('web', web, settings({ readings: { told }, policies: [policy] }));
  },
  '`shiftedBy`': (headroom) => headroom.scale('web', web, settings({ shiftedBy: 'itself' })),
  'a balance': (headroom) => {
    const listenerRuleArn = `${arn}:listener-rule/app/shop/1/2/3`;
    headroom.balance({ listenerRuleArn }, { name: 'shop', groups: { a: group('a'), b: group('b') } });
  },
  'a purge': (headroom, stack) => {
    const attributes = { distributionId: 'E1', domainName: 'd1.cloudfront.net' };
    const distribution = Distribution.fromDistributionAttributes(stack, 'Site', attributes);
    headroom.purge('shop', { cdn: new CloudFrontCdn(distribution) });
  },
  'a keyspace of DynamoDB tables': (headroom, stack) => {
    const shard = (id: string) =>
      new DynamoDbTableShard(new Table(stack, id, { partitionKey: part('pk'), sortKey: part('sk') }));
    headroom.shard('orders', { shards: { a: shard('A'), b: shard('B') } });
  },
  'a keyspace of PostgreSQL': (headroom, stack, vpc) => {
    const shard = (id: string) => {
      const writer = ClusterInstance.serverlessV2('Writer');
      return PostgresShard.fromCluster(new DatabaseCluster(stack, id, { engine, vpc, vpcSubnets, writer }), {
        database: 'orders',
      });
    };
    headroom.shard('orders', { shards: { a: shard('A'), b: shard('B') } });
  },
  'the indexes of a database': (headroom, stack, vpc) => {
    const writer = ClusterInstance.serverlessV2('Writer');
    const cluster = new DatabaseCluster(stack, 'Db', { engine, vpc, vpcSubnets, writer });
    headroom.indexes('shop/db', { servers: [PostgresServer.fromCluster(cluster, { database: 'db' })] });
  },
};

function endpointsWith(add: Add, props: HeadroomProps = {}): Endpoints {
  const stack = new Stack(anApp(), 'Shared', { env });
  const inside = [{ name: 'inside', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }];
  const vpc = new Vpc(stack, 'Vpc', { subnetConfiguration: inside, natGateways: 0 });
  add(new Headroom(stack, 'Headroom', { vpc, testEvents: false, ...props }), stack, vpc);
  return endpointsOf(vpc);
}

function told({ gateways, interfaces, internet }: Endpoints): readonly string[] {
  return [
    ...Object.values(gateways).map(({ name }) => `\`${name.split('.').at(-1)}\` (gateway)`),
    ...Object.values(interfaces).map(({ shortName }) => `\`${shortName}\``),
    ...(internet.length > 0 ? [`**a NAT gateway** (${internet.join(', ')})`] : []),
  ];
}

/** `docs/vpc.md` with the table of the endpoints that each thing needs. */
export function withEndpoints(document: string): string {
  const [before = '', rest = ''] = document.split(begin);
  const [, after = ''] = rest.split(end);
  const alone = told(endpointsWith(() => {}));
  // Scaled by what has a line of its own.
  const scaled = told(endpointsWith((headroom) => headroom.scale('web', web, settings())));
  const beyond = (all: readonly string[], known = alone) => all.filter((one) => !known.includes(one));
  const rows = [
    ['any deployment', alone],
    ['test events of the console', beyond(told(endpointsWith(() => {}, { testEvents: true })))],
    ...Object.entries(adding).map(
      ([what, add]) =>
        [
          what,
          beyond(told(endpointsWith(add)), what.startsWith('`') || what.startsWith('a `') ? scaled : alone),
        ] as const,
    ),
  ].map(([what, all]) => `| ${what} | ${(all as string[]).join(', ') || 'nothing more'} |`);
  return `${before}${begin}\n\n${['| with | needs |', '|---|---|', ...rows].join('\n')}\n\n${end}${after}`;
}
