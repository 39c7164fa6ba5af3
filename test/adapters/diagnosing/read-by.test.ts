import { describe, expect, it } from 'vitest';
import { readBy } from '../../../adapters/diagnosing/read-by.ts';
import { parseService } from '../../../core/diagnosing/config/parse-service.ts';
import type { readingsKinds } from '../../../core/diagnosing/config/readings/catalogue.ts';
import { observeService } from '../../../core/diagnosing/observe.ts';
import type { Source } from '../../../core/readings/series.ts';
import { noonMs } from '../../fixtures.ts';

const minute = { kind: 'cloudwatch', namespace: 'Shop', periodSeconds: 60 } as const;
const counted = { parts: [{ ...minute, metricName: 'Orders', stat: 'Sum' }] } as const;

interface Example {
  readonly of: object;
  /** What CloudWatch tells of each metric over a period, by its name and statistic. */
  readonly told: Readonly<Record<string, number>>;
  readonly measures: Readonly<Record<string, number>>;
  readonly busy: Readonly<Record<string, number>>;
}

/** What is to be read of each kind, in the units in which it is reckoned: per second, seconds, counts and shares of 1. */
const examples: Readonly<Record<keyof typeof readingsKinds, Example>> = {
  metrics: {
    of: {
      latency: { parts: [{ ...minute, metricName: 'Took', stat: 'Average' }], scale: 0.001, unit: 'seconds' },
      errors: { ...counted, unit: 'count' },
      resources: {
        slots: {
          kind: 'pool',
          utilisation: { parts: [{ ...minute, metricName: 'Busy', stat: 'Average' }], unit: 'percent' },
        },
      },
    },
    told: { 'Took Average': 200, 'Orders Sum': 600, 'Busy Average': 40 },
    measures: { latency: 0.2, errors: 10 },
    busy: { slots: 0.4 },
  },
  alb: {
    of: { loadBalancer: 'app/shop/50dc6c495c0c9188', targetGroup: 'targetgroup/web/73e2d6bc24d8a067' },
    told: {
      'RequestCount Sum': 3000,
      'TargetResponseTime Average': 0.2,
      'HTTPCode_Target_5XX_Count Sum': 30,
      'ConsumedLCUs Sum': 1,
    },
    measures: { throughput: 10, latency: 0.2, errors: 0.1 },
    busy: {},
  },
  nlb: {
    of: { loadBalancer: 'net/shop/50dc6c495c0c9188' },
    told: { 'NewFlowCount Sum': 3000, 'ActiveFlowCount Average': 7, 'TCP_Target_Reset_Count Sum': 30 },
    measures: { throughput: 10, concurrency: 7, errors: 0.1 },
    busy: {},
  },
  'auto-scaling-group': {
    of: { group: 'web', agent: true },
    told: {
      'GroupInServiceInstances Average': 4,
      'CPUUtilization Average': 50,
      'mem_used_percent Average': 25,
    },
    measures: { units: 4 },
    busy: { cpu: 0.5, memory: 0.25 },
  },
  'ecs-service': {
    of: { cluster: 'shop', service: 'web', containerInsights: true },
    told: { 'RunningTaskCount Average': 3, 'CPUUtilization Average': 50, 'MemoryUtilization Average': 25 },
    measures: { units: 3 },
    busy: { cpu: 0.5, memory: 0.25 },
  },
  'rds-instance': {
    of: { instance: 'shop', maxConnections: 100, iops: 3000, performanceInsights: true },
    told: {
      'CPUUtilization Average': 50,
      'DatabaseConnections Average': 40,
      'ReadIOPS Average': 1000,
      'WriteIOPS Average': 500,
      'DBLoad Average': 2,
    },
    measures: { concurrency: 2 },
    busy: { cpu: 0.5, connections: 0.4, disk: 0.5 },
  },
  'aurora-cluster': {
    of: { cluster: 'shop', engine: 'mysql', maxConnections: 100 },
    told: { 'Queries Average': 120, 'CPUUtilization Average': 50, 'DatabaseConnections Average': 40 },
    measures: { throughput: 120 },
    busy: { cpu: 0.5, connections: 0.4 },
  },
  'elasticache-node': {
    of: { node: 'shop-0001-001' },
    told: {
      'GetTypeCmds Sum': 2400,
      'SetTypeCmds Sum': 600,
      'EngineCPUUtilization Average': 50,
      'CPUUtilization Average': 20,
      'DatabaseMemoryUsagePercentage Average': 25,
      'CurrConnections Average': 6500,
    },
    measures: { throughput: 10 },
    busy: { engine: 0.5, cpu: 0.2, memory: 0.25, connections: 0.1 },
  },
  'sqs-queue': {
    of: { queue: 'jobs' },
    told: {
      'NumberOfMessagesDeleted Sum': 3000,
      'ApproximateNumberOfMessagesVisible Average': 5,
      'ApproximateNumberOfMessagesNotVisible Average': 2,
    },
    measures: { throughput: 10, concurrency: 7 },
    busy: {},
  },
  'lambda-function': {
    of: { function: 'web', mostConcurrent: 100 },
    told: {
      'Invocations Sum': 3000,
      'Duration Average': 200,
      'Duration Sum': 600_000,
      'Errors Sum': 20,
      'Throttles Sum': 10,
    },
    measures: { throughput: 10, latency: 0.2, errors: 0.1 },
    busy: { concurrency: 0.02 },
  },
  'dynamodb-table': {
    of: { table: 'carts', operation: 'GetItem', mostWriteUnits: 100 },
    told: {
      'SuccessfulRequestLatency SampleCount': 3000,
      'SuccessfulRequestLatency Average': 5,
      'ConsumedReadCapacityUnits Sum': 30_000,
      'ProvisionedReadCapacityUnits Average': 200,
      'ConsumedWriteCapacityUnits Sum': 3000,
    },
    measures: { throughput: 10, latency: 0.005 },
    busy: { reads: 0.5, writes: 0.1 },
  },
};

/** A CloudWatch that tells the same of every period. */
function telling(told: Readonly<Record<string, number>>): Source {
  const series = (of: { metricName: string; stat: string }, fromMs: number, toMs: number, periodSeconds: number) => {
    const value = told[`${of.metricName} ${of.stat}`];
    const count = value === undefined ? 0 : (toMs - fromMs) / (periodSeconds * 1000);
    const points = Array.from({ length: count }, (_, at) => ({
      atMs: fromMs + at * periodSeconds * 1000,
      value: value ?? 0,
    }));
    return { points, trouble: null };
  };
  return {
    async read(part, fromMs, toMs) {
      if (part.kind !== 'cloudwatch') throw new Error(`${part.kind} is in no CloudWatch`);
      const { witness, periodSeconds } = part;
      return {
        metric: series(part, fromMs, toMs, periodSeconds),
        witness: witness === null ? null : series(witness, fromMs, toMs, periodSeconds),
      };
    },
  };
}

describe.each(Object.entries(examples))('what is read of the kind %s', (kind, { of, told, measures, busy }) => {
  it('is in the units in which it is reckoned', async () => {
    const config = parseService('shop', {
      requests: { all: { ...counted, unit: 'count' } },
      tiers: { it: { of: [{ ...of, kind }] } },
    });
    const { readings } = await observeService(config, readBy(telling(told)), noonMs);
    const [tier] = readings.tiers;
    const newest = (track: readonly (number | null)[] | null | undefined) => track?.at(-1);
    for (const [name, value] of Object.entries(measures))
      expect([name, newest(tier?.[name as 'throughput'])]).toEqual([name, value]);
    expect(Object.fromEntries((tier?.resources ?? []).map((one) => [one.name, newest(one.utilisation)]))).toEqual(busy);
  });
});
