import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type MetricDatum,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeReplicationGroupsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetProvisionedConcurrencyConfigCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import type { Table } from '../../adapters/table/table.ts';
import { runTableClock } from '../../adapters/table/table-clock.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import { clientOptions } from './deploy-function.ts';
import type { TiersOutputs } from './deploy-tiers.ts';

export const tiers = ['shop/checkout', 'shop/orders', 'shop/readers', 'shop/cache'] as const;
export type Tier = (typeof tiers)[number];
export type Units = Readonly<Record<Tier, number>>;

/** Calls a second that one unit of each tier serves in this world; ten reads of the table come of a call. */
const serves = { 'shop/checkout': 1, 'shop/readers': 10, 'shop/cache': 10 } as const;
const readsOfCall = 10;
const minuteMs = 60_000;
/** How far into its minute each look is at least. */
const intoMinuteMs = 10_000;
/** How long the local AWS, which looks a minute back, sees the point that trips the alarm. */
const seenForMs = 10_000;
/** Nobody is on the way who has not been seen for so long. */
const calmMs = 300;
const mostMinutes = 20;

/** How long all that is played takes at most, which has to lie within one day of UTC: decreases of a table are counted by it. */
const playedMs = 4 * 3_600_000;

/** How far ahead the virtual time is when a play begins: so far back that it ends before now, and within its day. */
export function startAheadMs(realNowMs: number): number {
  const dayMs = 24 * 3_600_000;
  const today = Math.floor(realNowMs / dayMs) * dayMs;
  const isRoomToday = realNowMs - today > playedMs;
  return (isRoomToday ? 0 : today - 60_000 - realNowMs) - playedMs;
}

interface StageOptions {
  readonly aws: LocalAws;
  readonly outputs: TiersOutputs;
  /** The deployment's own table. */
  readonly tableName: string;
  readonly aheadMs: number;
}

function clientsOf(aws: LocalAws) {
  const client = clientOptions(aws);
  return {
    cloudWatch: new CloudWatchClient(client),
    dynamoDb: new DynamoDBClient(client),
    elastiCache: new ElastiCacheClient(client),
    events: new EventBridgeClient(client),
    lambda: new LambdaClient(client),
    queues: new SQSClient(client),
    rds: new RDSClient(client),
  };
}

/** The deployed example of four tiers, and the parts of the world around it that a test plays: its load, and its clock. */
export class TiersStage {
  private readonly table: Table;
  private readonly outputs: TiersOutputs;
  private readonly clients: ReturnType<typeof clientsOf>;
  private aheadMs: number;
  private toldToMs: number;
  private tripEndsMs = 0;

  constructor({ aws, outputs, tableName, aheadMs }: StageOptions) {
    this.clients = clientsOf(aws);
    this.outputs = outputs;
    this.table = { client: this.clients.dynamoDb, tableName, random: Math.random };
    this.aheadMs = aheadMs;
    this.toldToMs = this.minute() - 12 * minuteMs;
  }

  nowMs(): number {
    return Date.now() + this.aheadMs;
  }

  private minute(): number {
    return Math.floor(this.nowMs() / minuteMs) * minuteMs;
  }

  /** So many minutes later, all of which have told this load on what runs now. It is always soon after a minute's end. */
  async later(minutes: number, callsPerSecond: number): Promise<void> {
    this.aheadMs = this.minute() + minutes * minuteMs + intoMinuteMs - Date.now();
    await runTableClock(this.table, this.aheadMs);
    const units = await this.units();
    const MetricData: [string, MetricDatum][] = [];
    for (; this.toldToMs < this.minute(); this.toldToMs += minuteMs) {
      MetricData.push(...this.data(new Date(this.toldToMs), callsPerSecond, units));
    }
    for (const namespace of new Set(MetricData.map(([name]) => name))) {
      const data = MetricData.filter(([name]) => name === namespace).map(([, datum]) => datum);
      await this.clients.cloudWatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData: data }));
    }
  }

  /** The one point that a real alarm sees, for a few seconds: all executions that are provisioned are busy. */
  async trip(): Promise<void> {
    const MetricData = [this.busyExecutions(new Date(Date.now() - minuteMs + seenForMs), 1)];
    this.tripEndsMs = Date.now() + seenForMs;
    await this.clients.cloudWatch.send(new PutMetricDataCommand({ Namespace: 'AWS/Lambda', MetricData }));
  }

  /** Has the alarm of the function change its state, of which SNS tells. */
  async turn(StateValue: 'ALARM' | 'OK'): Promise<void> {
    // The local AWS would put it back at the next number that it is told.
    await sleep(Math.max(0, this.tripEndsMs - Date.now()));
    const AlarmNamePrefix = 'headroom-tiers/shop/checkout:';
    const { MetricAlarms: [alarm] = [] } = await this.clients.cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix }),
    );
    const { AlarmName } = alarm ?? {};
    await this.clients.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'the test' }));
  }

  /** Somebody asks for looks, on the event bus; settles once each has been looked at, and whoever that woke. */
  async look(...asked: readonly Tier[]): Promise<void> {
    const Entries = asked.map((scalable) => ({
      ...{ Source: 'headroom', DetailType: 'Look Requested', Detail: JSON.stringify({ scalable }) },
    }));
    const ask = new PutEventsCommand({ Entries });
    await this.after(() => this.clients.events.send(ask), asked.length);
  }

  /** Minute by minute all is looked at, until nothing has changed for so many of them. */
  async settle(callsPerSecond: number, still = 1): Promise<void> {
    let same = 0;
    let before = JSON.stringify(await this.units());
    for (let minute = 0; minute < mostMinutes && same < still; minute++) {
      await this.later(1, callsPerSecond);
      await this.look(...tiers);
      const now = JSON.stringify(await this.units());
      same = now === before ? same + 1 : 0;
      before = now;
    }
    if (same < still) throw new Error(`it does not settle: ${JSON.stringify(await this.units())}`);
  }

  /** Does it, and waits until there have been so many looks since and nothing waits for another. */
  async after(act: () => Promise<unknown>, least = 1): Promise<void> {
    let seen = (await this.entries()).length;
    const enough = seen + least;
    await act();
    let sinceMs = performance.now();
    for (let tries = 0; tries < 600; tries++) {
      await sleep(50);
      const now = (await this.entries()).length;
      if (now !== seen || (await this.waiting()) > 0) sinceMs = performance.now();
      else if (seen >= enough && performance.now() - sinceMs > calmMs) return;
      seen = now;
    }
    throw new Error(`${seen - enough + least} looks where ${least} were to come, and ${await this.waiting()} wait`);
  }

  /** Messages that wait for a function, or are with one. */
  private async waiting(): Promise<number> {
    const { QueueUrls = [] } = await this.clients.queues.send(new ListQueuesCommand({}));
    const counts = QueueUrls.map(async (QueueUrl) => {
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      const { Attributes = {} } = await this.clients.queues.send(asked);
      return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
    });
    return (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
  }

  /** All that was recorded, oldest first. */
  async entries(): Promise<ScalingEntry[]> {
    const ledger = dynamoDbEntries(this.table, 'scaling');
    const all = await Promise.all(tiers.map((tier) => ledger.list(tier, 300)));
    return (all.flat() as ScalingEntry[]).sort((a, b) => a.atMs - b.atMs);
  }

  /** What each service says itself that it has. */
  async units(): Promise<Units> {
    const { FunctionName, TableName, ClusterName, CacheName } = this.outputs;
    const provisioned = new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: 'live' });
    const [lambda, dynamoDb, rds, elastiCache] = await Promise.all([
      this.clients.lambda.send(provisioned).catch(() => null),
      this.clients.dynamoDb.send(new DescribeTableCommand({ TableName })),
      this.clients.rds.send(
        new DescribeDBInstancesCommand({ Filters: [{ Name: 'db-cluster-id', Values: [ClusterName] }] }),
      ),
      this.clients.elastiCache.send(new DescribeReplicationGroupsCommand({ ReplicationGroupId: CacheName })),
    ]);
    const nodes = elastiCache.ReplicationGroups?.[0]?.NodeGroups?.[0]?.NodeGroupMembers ?? [];
    return {
      'shop/checkout': lambda?.RequestedProvisionedConcurrentExecutions ?? 0,
      'shop/orders': dynamoDb.Table?.ProvisionedThroughput?.ReadCapacityUnits ?? 0,
      'shop/readers': (rds.DBInstances ?? []).length - 1,
      'shop/cache': nodes.length - 1,
    };
  }

  private data(Timestamp: Date, callsPerSecond: number, units: Units): [string, MetricDatum][] {
    const { FunctionName, TableName, ClusterName, CacheName } = this.outputs;
    const busy = (tier: keyof typeof serves) => Math.min(1, callsPerSecond / (serves[tier] * Math.max(1, units[tier])));
    const of = (dimensions: Readonly<Record<string, string>>) =>
      Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const alias = of({ FunctionName, Resource: `${FunctionName}:live` });
    const calls = { MetricName: 'Invocations', Value: callsPerSecond * 60, Dimensions: alias, Timestamp };
    const reads = { MetricName: 'ConsumedReadCapacityUnits', Value: callsPerSecond * 60 * readsOfCall, Timestamp };
    const readers = { MetricName: 'CPUUtilization', Value: 100 * busy('shop/readers'), Timestamp };
    const cache = { MetricName: 'EngineCPUUtilization', Value: 100 * busy('shop/cache'), Timestamp };
    return [
      ['AWS/Lambda', calls],
      ['AWS/Lambda', this.busyExecutions(Timestamp, busy('shop/checkout'))],
      ['AWS/DynamoDB', { ...reads, Dimensions: of({ TableName }) }],
      ['AWS/RDS', { ...readers, Dimensions: of({ DBClusterIdentifier: ClusterName, Role: 'READER' }) }],
      ['AWS/ElastiCache', { ...cache, Dimensions: of({ CacheClusterId: `${CacheName}-002` }) }],
    ];
  }

  private busyExecutions(Timestamp: Date, Value: number): MetricDatum {
    const { FunctionName } = this.outputs;
    const Dimensions = [
      { Name: 'FunctionName', Value: FunctionName },
      { Name: 'Resource', Value: `${FunctionName}:live` },
    ];
    return { MetricName: 'ProvisionedConcurrencyUtilization', Timestamp, Value, Dimensions };
  }
}
