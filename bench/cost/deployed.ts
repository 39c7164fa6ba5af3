import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { DeclaredRoom } from '../../core/model/declared-rooms.ts';
import {
  AutoScalingGroupTarget,
  CloudFrontCdn,
  DynamoDbTableShard,
  endpointsOf,
  Headroom,
  PostgresServer,
} from '../../lib/index.ts';
import { scalableNamed } from './configs.ts';
import type { Resource } from './priced-resources.ts';
import { serviceOf } from './watched-service.ts';

/** How many of each capability's subjects there are. */
export type Numbers = Readonly<Partial<Record<Costed, number>>>;

/** The capabilities of which it is known what they cost; a test wants all that people configure. */
export type Costed = keyof typeof adding;

const env = { account: '111122223333', region: 'us-east-1' };
const arn = `arn:aws:elasticloadbalancing:${env.region}:${env.account}:`;
const hex = (number: number) => String(number).padStart(16, '0');

/** What is deployed of Headroom, in one stack, with so many subjects of what exists already. `bundles` holds the built functions. */
export function deployed(numbers: Numbers, bundles: string, flags: object = {}): readonly Resource[] {
  return deployedWith((headroom) => add(numbers, headroom), bundles, flags);
}

/** The same with whatever is made of it. */
export function deployedWith(
  make: (headroom: Headroom) => unknown,
  bundles: string,
  flags: object = {},
): readonly Resource[] {
  const app = anApp(bundles, flags);
  const stack = new Stack(app, 'Headroom', { env });
  const headroom = new Headroom(stack, 'Headroom', {
    alarmActions: [
      new SnsAction(Topic.fromTopicArn(stack, 'OnCall', `arn:aws:sns:${env.region}:${env.account}:on-call`)),
    ],
  });
  make(headroom);
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Readonly<Record<string, Resource>> };
  return Object.values(Resources);
}

/** An app without what only costs time here: the check of templates, the tree, the stack traces. */
function anApp(bundles: string, flags: object): App {
  return new App({
    context: { ...flags, 'headroom:bundles': bundles },
    builtinCloudFormationValidation: false,
    analyticsReporting: false,
    treeMetadata: false,
    stackTraces: false,
  });
}

/** How many interface endpoints a deployment needs in a VPC, with so many subjects of what exists already. */
export function interfacesNeeded(numbers: Numbers, bundles: string, flags: object = {}): number {
  const app = anApp(bundles, flags);
  const stack = new Stack(app, 'Headroom', { env });
  const vpc = new Vpc(stack, 'Vpc');
  add(numbers, new Headroom(stack, 'Headroom', { vpc }));
  return Object.keys(endpointsOf(vpc).interfaces).length;
}

function add(numbers: Numbers, headroom: Headroom): void {
  for (const capability of costed)
    for (let index = 0; index < (numbers[capability] ?? 0); index++) adding[capability](headroom, index);
}

/** One more subject of each capability. */
const adding = {
  scaling: (headroom: Headroom, index: number) => {
    const { name, input } = scalableNamed(`web-${index}`, 'target-tracking');
    const { target: _, alarmName: __, ...settings } = input;
    headroom.scale(name, AutoScalingGroupTarget.fromName(`web-${index}`), settings);
  },
  balancing: (headroom: Headroom, index: number) => {
    const group = (color: string) => ({
      targetGroup: { targetGroupArn: `${arn}targetgroup/${color}-${index}/${hex(index)}` },
    });
    const listenerRuleArn = `${arn}listener-rule/app/shop-${index}/${hex(1)}/${hex(2)}/${hex(3)}`;
    const groups = { blue: group('blue'), green: group('green') };
    headroom.balance({ listenerRuleArn }, { name: `checkout/web-${index}`, groups });
  },
  purging: (headroom: Headroom, index: number) => {
    const attributes = { distributionId: `E${hex(index)}`, domainName: `d${index}.cloudfront.net` };
    const distribution = Distribution.fromDistributionAttributes(headroom, `Site${index}`, attributes);
    headroom.purge(`site-${index}`, {
      cdn: new CloudFrontCdn(distribution),
    });
  },
  sharding: (headroom: Headroom, index: number) => {
    const shard = (name: string) =>
      new DynamoDbTableShard(Table.fromTableName(headroom, `${name}-${index}`, `${name}-${index}`));
    headroom.shard(`orders-${index}`, { shards: { a: shard('a'), b: shard('b') } });
  },
  // The nodes are the user's own: what is counted is what Headroom puts beside them.
  caching: (headroom: Headroom, index: number) => {
    const tableArn = `arn:aws:dynamodb:${env.region}:${env.account}:table/orders-${index}`;
    const tableStreamArn = `${tableArn}/stream/2026-11-20T00:00:00.000`;
    const table = Table.fromTableAttributes(headroom, `Rows-${index}`, { tableArn, tableStreamArn });
    headroom.cache(`orders-${index}`, { existing: { host: 'cache.example.com' }, tables: [{ table, keys: ['{id}'] }] });
  },
  diagnosing: (headroom: Headroom, index: number) => {
    headroom.watch(`checkout-${index}`, serviceOf(index));
  },
  indexing: (headroom: Headroom, index: number) => {
    const arn = `arn:aws:secretsmanager:${env.region}:${env.account}:secret:orders-${index}-AbCdEf`;
    const secret = Secret.fromSecretCompleteArn(headroom, `Secret${index}`, arn);
    const host = `orders-${index}.example.com`;
    headroom.indexes(`orders-${index}`, { servers: [PostgresServer.fromHost({ host, database: 'orders', secret })] });
  },
} satisfies Partial<Record<DeclaredRoom, (headroom: Headroom, index: number) => void>>;

export const costed = Object.keys(adding) as readonly Costed[];
