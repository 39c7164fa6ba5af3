import { App, Stack } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AttributeType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { AccountRootPrincipal, ManagedPolicy, PermissionsBoundary, Role } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  AutoScalingGroupTarget,
  albArrivals,
  albRequests,
  awsReadings,
  DynamoDbTableShard,
  EcsServiceTarget,
  Headroom,
  PostgresServer,
  pipelineSucceeded,
  queueDepth,
  type ScaleProps,
} from '../../../lib/index.ts';
import { bundles, flags } from '../an-app.ts';
import type { AppPlan } from './app-plan.ts';

const account = '111122223333';

/** The app of a plan. Why: docs/decisions/0046. */
export function makeApp(plan: AppPlan): App {
  const app = new App({
    context: { ...(plan.hasFlags ? flags : {}), 'headroom:bundles': bundles },
    builtinCloudFormationValidation: false,
    analyticsReporting: false,
    treeMetadata: false,
    stackTraces: false,
  });
  if (plan.hasBoundary) PermissionsBoundary.of(app).apply(ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
  const env = plan.region === null ? {} : { env: { account, region: plan.region } };
  const shared = new Stack(app, 'Shared', { ...env, stackName: plan.stackName, crossRegionReferences: true });
  const service = plan.apart ? new Stack(app, 'Service', env) : shared;
  const another = plan.apart ? new Stack(app, 'Another', env) : service;
  const key = keyOf(plan, shared);
  const headroom = new Headroom(shared, 'Headroom', {
    deploymentName: plan.deploymentName,
    grantBy: plan.grantBy,
    dashboard: plan.hasDashboard,
    testEvents: plan.hasTestEvents,
    ...(key !== null && { encryptionKey: key }),
    ...(plan.network !== 'none' && { vpc: vpcOf(plan, shared) }),
    ...(plan.isTold && { alarmActions: [new SnsAction(new Topic(shared, 'OnCall'))] }),
  });
  scale(plan, headroom, [service, another]);
  balance(plan, headroom, service);
  purge(plan, headroom, sitesOf(plan, app, service));
  shard(plan, headroom, service, key);
  cache(plan, headroom, service, key);
  watch(plan, headroom, service);
  index(plan, headroom, another, key);
  for (let index = 0; index < plan.people; index++) {
    const person = new Role(shared, `Person${index}`, { assumedBy: new AccountRootPrincipal() });
    if (index === 0) headroom.grantOperate(person);
    else headroom.grantRead(person);
  }
  return app;
}

function keyOf({ key, region }: AppPlan, stack: Stack): IKey | null {
  if (key === 'none') return null;
  if (key === 'made') return new Key(stack, 'Key');
  const arn = `arn:aws:kms:${region ?? 'eu-central-1'}:${account}:key/1`;
  return region === null ? new Key(stack, 'Key') : Key.fromKeyArn(stack, 'Key', arn);
}

function vpcOf({ network }: AppPlan, stack: Stack): Vpc {
  const subnetType = SubnetType.PRIVATE_ISOLATED;
  const closed = { natGateways: 0, subnetConfiguration: [{ name: 'inside', subnetType }] };
  return new Vpc(stack, 'Network', network === 'closed' ? closed : {});
}

const cpu = { kind: 'cloudwatch', namespace: 'AWS/EC2', metricName: 'CPUUtilization', stat: 'Average' } as const;
const front = {
  loadBalancer: { loadBalancerFullName: 'app/web/1' },
  targetGroup: { targetGroupFullName: 'targetgroup/web/2' },
};
const readings = {
  cpu: { parts: [cpu] },
  requests: { ...albRequests(front), perUnit: null },
  arrivals: albArrivals(front),
  waiting: queueDepth({ queueName: 'orders' }),
};
const policies: ScaleProps['policies'] = [
  { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 },
  { kind: 'target-tracking', reading: 'requests', of: 'demand', target: 10 },
  { kind: 'target-tracking', reading: 'arrivals', of: 'demand', target: 12 },
  { kind: 'backlog', reading: 'waiting', acceptableLatencySeconds: 120, processingSeconds: 3 },
];

function scale({ groups, services, grantBy }: AppPlan, headroom: Headroom, stacks: readonly [Stack, Stack]): void {
  for (let index = 0; index < groups; index++) {
    const scope = stacks[index % 2] ?? stacks[0];
    const target = AutoScalingGroupTarget.fromName(`checkout-production-web-${index}-of-the-shop`);
    const some = [policies[index % policies.length], policies[(index + 1) % policies.length]];
    headroom.scale(`web-${index}/all`, target, {
      scope,
      bounds: { min: 1, max: 9 },
      readings,
      policies: some as ScaleProps['policies'],
      ...(index % 3 === 1 && { warmPool: { readyBy: 'image' } as const }),
    });
  }
  for (let index = 0; index < services; index++) {
    const scope = stacks[index % 2] ?? stacks[0];
    const narrowed = index % 2 === 0 && grantBy === 'name' ? { narrowedTo: { family: `worker-${index}` } } : {};
    const target = EcsServiceTarget.fromNames('shop', `worker-${index}`, narrowed);
    headroom.scale(`worker-${index}`, target, { scope, bounds: { min: 1, max: 9 }, readings, policies });
  }
}

function balance({ balances, region }: AppPlan, headroom: Headroom, scope: Stack): void {
  const arn = `arn:aws:elasticloadbalancing:${region ?? 'eu-central-1'}:${account}`;
  const group = (name: string) => ({ targetGroup: { targetGroupArn: `${arn}:targetgroup/${name}/6d0ecf831eec9f09` } });
  for (let index = 0; index < balances; index++) {
    const balancer = `app/shop/50dc6c495c0c9188/f2f7dc8efc522a${10 + index}`;
    const by =
      index % 3 === 0
        ? { listenerArn: `${arn}:listener/${balancer}` }
        : { listenerRuleArn: `${arn}:listener-rule/${balancer}/9683b2d02a6cabee` };
    headroom.balance(by, {
      name: `shop/shares-${index}`,
      scope,
      groups: { blue: group(`blue${index}`), green: group(`green${index}`) },
    });
  }
}

function sitesOf(plan: AppPlan, app: App, service: Stack): Stack {
  if (!plan.sitesElsewhere || plan.region === null || plan.sites === 0) return service;
  return new Stack(app, 'Sites', { env: { account, region: 'us-east-1' }, crossRegionReferences: true });
}

function purge({ sites }: AppPlan, headroom: Headroom, stack: Stack): void {
  for (let index = 0; index < sites; index++) {
    const bucket = new Bucket(stack, `Bucket${index}`);
    const origin = S3BucketOrigin.withOriginAccessControl(bucket);
    const distribution = new Distribution(stack, `Site${index}`, { defaultBehavior: { origin } });
    const purgeOn = [pipelineSucceeded({ pipelineName: `release-${index}` })];
    headroom.purge(`site-${index}`, {
      distribution,
      ...(index % 3 > 0 && { buckets: [{ bucket }] }),
      ...(index % 2 === 0 && { purgeOn }),
    });
  }
}

/** As many services as keyspaces: one reads what the app makes, others what they only know by name. */
function watch({ keyspaces }: AppPlan, headroom: Headroom, stack: Stack): void {
  for (let index = 0; index < keyspaces; index++) {
    const jobs = { of: [awsReadings.sqsQueue(new Queue(stack, `Jobs${index}`))] };
    headroom.watch(`shop-${index}`, {
      tiers: {
        web: {
          behind: ['jobs'],
          of: [awsReadings.alb(front), awsReadings.autoScalingGroup({ autoScalingGroupName: 'web' })],
        },
        jobs: index % 2 === 0 ? jobs : { of: [{ kind: 'sqs-queue', queue: 'jobs' }] },
      },
      // The second waits for the first, and the third promises nothing.
      ...(index < 2 && {
        objective: { latency: { p99Ms: 300 }, needs: index === 0 ? [] : ['shop-0'] },
      }),
    });
  }
}

function shard({ keyspaces }: AppPlan, headroom: Headroom, stack: Stack, key: IKey | null): void {
  const part = (name: string) => ({ name, type: AttributeType.STRING });
  for (let index = 0; index < keyspaces; index++) {
    const table = (id: string) =>
      new Table(stack, `${id}${index}`, {
        partitionKey: part('pk'),
        sortKey: part('sk'),
        ...(key !== null && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
      });
    const shards = { a: new DynamoDbTableShard(table('A')), b: new DynamoDbTableShard(table('B')) };
    const application = new Role(stack, `Application${index}`, { assumedBy: new AccountRootPrincipal() });
    headroom.shard(`orders-${index}`, { scope: stack, shards }).grantRoute(application);
  }
}

function index({ databases }: AppPlan, headroom: Headroom, scope: Stack, key: IKey | null): void {
  for (let index = 0; index < databases; index++) {
    const secret = new Secret(scope, `Secret${index}`, { ...(key !== null && { encryptionKey: key }) });
    const server = PostgresServer.fromHost({ host: `db-${index}.example.com`, database: 'orders', secret });
    headroom.indexes(`shop/orders-${index}`, { scope, servers: [server] });
  }
}

function cache({ caches, network }: AppPlan, headroom: Headroom, stack: Stack, key: IKey | null): void {
  for (let index = 0; index < caches; index++) {
    const table = new Table(stack, `Cached${index}`, {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      stream: StreamViewType.KEYS_ONLY,
      ...(key !== null && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
    });
    const isMade = network !== 'none' && index === 0;
    const where = isMade
      ? { nodes: { nodeType: 'cache.t4g.small', login: 'iam' } as const }
      : { existing: { host: 'cache.example.com' } };
    const application = new Role(stack, `CacheUser${index}`, { assumedBy: new AccountRootPrincipal() });
    const tables = [{ table, keys: ['order/{id}'] }];
    headroom.cache(`orders-${index}`, { ...where, tables, outbox: index === 0, scope: stack }).grantUse(application);
  }
}
