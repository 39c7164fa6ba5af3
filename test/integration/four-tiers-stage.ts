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
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import type { Table } from '../../adapters/table/table.ts';
import { runTableClock } from '../../adapters/table/table-clock.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import { clientOptions } from './deploy-function.ts';

export const tiers = ['shop/checkout', 'shop/orders', 'shop/readers', 'shop/cache'] as const;
export type Tier = (typeof tiers)[number];
export type Units = Readonly<Record<Tier, number>>;

/** What the stack of the example tells of itself. */
export type TiersOutputs = Readonly<Record<'FunctionName' | 'TableName' | 'ClusterName' | 'CacheName', string>>;

/** Calls a second that one unit of each tier serves in this world; ten reads of the table come of a call. */
const serves = { 'shop/checkout': 1, 'shop/readers': 10, 'shop/cache': 10 } as const;
const readsOfCall = 10;
const minuteMs = 60_000;

/** Virtual time in which the looks of one test lie within one day of UTC, and within the last day of the real one. */
export function startAheadMs(realNowMs: number): number {
  const begun = realNowMs - 4 * 3_600_000;
  const dayOf = (atMs: number) => Math.floor(atMs / 86_400_000);
  return (dayOf(begun) === dayOf(begun + 3 * 3_600_000) ? begun : begun - 4 * 3_600_000) - realNowMs;
}

interface StageOptions {
  readonly aws: LocalAws;
  readonly outputs: TiersOutputs;
  /** The deployment's own table. */
  readonly tableName: string;
  readonly aheadMs: number;
}

/** The deployed example of four tiers, and the parts of the world around it that a test plays: its load, and its clock. */
export class TiersStage {
  private readonly table: Table;
  private readonly outputs: TiersOutputs;
  private readonly client: ReturnType<typeof clientOptions>;
  private readonly cloudWatch: CloudWatchClient;
  private aheadMs: number;
  private toldToMs: number;

  constructor({ aws, outputs, tableName, aheadMs }: StageOptions) {
    this.client = clientOptions(aws);
    this.cloudWatch = new CloudWatchClient(this.client);
    this.outputs = outputs;
    this.table = { client: new DynamoDBClient(this.client), tableName, random: Math.random };
    this.aheadMs = aheadMs;
    this.toldToMs = this.minute() - 12 * minuteMs;
  }

  nowMs(): number {
    return Date.now() + this.aheadMs;
  }

  private minute(): number {
    return Math.floor(this.nowMs() / minuteMs) * minuteMs;
  }

  /** So many minutes later, all of which have told this load on what runs now. */
  async later(minutes: number, callsPerSecond: number): Promise<void> {
    this.aheadMs += minutes * minuteMs;
    await runTableClock(this.table, this.aheadMs);
    const units = await this.units();
    const MetricData: [string, MetricDatum][] = [];
    for (; this.toldToMs < this.minute(); this.toldToMs += minuteMs) {
      MetricData.push(...this.data(new Date(this.toldToMs), callsPerSecond, units));
    }
    for (const namespace of new Set(MetricData.map(([name]) => name))) {
      const data = MetricData.filter(([name]) => name === namespace).map(([, datum]) => datum);
      await this.cloudWatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData: data }));
    }
  }

  /** The one point of now that a real alarm sees: all executions that are provisioned are busy. */
  async trip(): Promise<void> {
    const MetricData = [0, 1, 2].map((ago) => this.busyExecutions(new Date(Date.now() - ago * minuteMs), 1));
    await this.cloudWatch.send(new PutMetricDataCommand({ Namespace: 'AWS/Lambda', MetricData }));
  }

  /** Has the first alarm of a tier change its state, of which SNS tells. */
  async turn(tier: Tier, StateValue: 'ALARM' | 'OK'): Promise<void> {
    const AlarmNamePrefix = `headroom-tiers/${tier}:`;
    const { MetricAlarms: [alarm] = [] } = await this.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix }));
    const { AlarmName } = alarm ?? {};
    await this.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'the test' }));
  }

  /** Somebody asks for looks, on the event bus. */
  async ask(...asked: readonly Tier[]): Promise<void> {
    const Entries = asked.map((scalable) => ({
      ...{ Source: 'headroom', DetailType: 'Look Requested', Detail: JSON.stringify({ scalable }) },
    }));
    await new EventBridgeClient(this.client).send(new PutEventsCommand({ Entries }));
  }

  /** Minute by minute all is looked at, until nothing changes any more. */
  async settle(callsPerSecond: number, mostMinutes = 12): Promise<void> {
    for (let minute = 0; minute < mostMinutes; minute++) {
      const before = JSON.stringify(await this.units());
      await this.later(1, callsPerSecond);
      await this.ask(...tiers);
      await this.quiet();
      if (JSON.stringify(await this.units()) === before) return;
    }
    throw new Error(`it does not settle: ${JSON.stringify(await this.units())}`);
  }

  /** Waits until each of these has been looked at since, and nobody is any more. */
  async quiet(least = 1): Promise<void> {
    const from = (await this.entries()).length;
    let [seen, sinceMs] = [from, performance.now()];
    for (let tries = 0; tries < 400; tries++) {
      await sleep(50);
      const now = (await this.entries()).length;
      if (now !== seen) [seen, sinceMs] = [now, performance.now()];
      else if (seen >= from + least && performance.now() - sinceMs > 1200) return;
    }
    throw new Error('nothing was looked at, or all for ever');
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
      new LambdaClient(this.client).send(provisioned).catch(() => null),
      new DynamoDBClient(this.client).send(new DescribeTableCommand({ TableName })),
      new RDSClient(this.client).send(
        new DescribeDBInstancesCommand({ Filters: [{ Name: 'db-cluster-id', Values: [ClusterName] }] }),
      ),
      new ElastiCacheClient(this.client).send(new DescribeReplicationGroupsCommand({ ReplicationGroupId: CacheName })),
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
