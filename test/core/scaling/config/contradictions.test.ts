import { describe, expect, test } from 'vitest';
import { parseDeployment, tellDeployment } from '../../../../core/config.ts';
import { InvalidInput } from '../../../../core/model/errors.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { faultsIn } from '../../../../core/schema/all-faults.ts';
import { aScalableInput } from '../../../fixtures.ts';

type Some = Readonly<Record<string, Partial<ScalableInput>>>;

const group = (name: string) => ({ kind: 'auto-scaling-group', autoScalingGroupName: name }) as const;
const read = (all: Some) =>
  parseDeployment({
    scalables: Object.fromEntries(
      Object.entries(all).map(([name, one]) => [name, { ...aScalableInput, target: group(name), ...one }]),
    ),
  });

/** The field and what is said of each fault. */
function faults(all: Some): readonly string[] {
  try {
    read(all);
  } catch (error) {
    if (error instanceof InvalidInput) return faultsIn(error).map(({ message }) => message);
    throw error;
  }
  return [];
}
const warnings = (all: Some) => tellDeployment(read(all)).warnings;

test('each part at fault is told, whatever other parts are', () => {
  const ladder = ['m6i.large', 'm6i.large', 'large'].map((size, place) => ({ size, serves: 3 - place }));
  const told = faults({
    a: {
      bounds: { min: 2, max: 4 },
      warmPool: { leadSeconds: 900, max: 50 },
      sizes: { configured: 'm5.large', ladder, timeZone: 'Mars' },
      needs: { a: { connectionsPerUnit: 3 }, b: { connectionsMost: 3 } },
      connectionsMost: { reading: 'none' },
    },
  });
  expect(told.map((one) => one.split(':')[0]?.replace('scalables["a"].', ''))).toEqual([
    ...['warmPool.leadSeconds', 'warmPool.max', 'sizes.ladder[1].size', 'sizes.ladder[2].size'],
    ...['sizes.configured', 'sizes.timeZone', 'needs["a"]', 'needs["b"].connectionsMost', 'connectionsMost.reading'],
  ]);
});

test('every ring is told, and every name that nobody has', () => {
  const needs = (...names: string[]) => ({ needs: Object.fromEntries(names.map((name) => [name, {}])) });
  const told = faults({ a: needs('b', 'zz'), b: needs('a'), c: needs('d'), d: needs('c') });
  expect(told).toEqual([
    'scalables["a"].needs["zz"]: no scalable "zz" is configured; add it to the scalables, or correct the name',
    'scalables["a"].needs["b"]: "a" needs "b" needs "a", which is a ring; remove one of these needs',
    'scalables["c"].needs["d"]: "c" needs "d" needs "c", which is a ring; remove one of these needs',
  ]);
});

describe('two numbers of which AWS has one', () => {
  const source = (polling: 'MaximumConcurrency' | 'MinimumPollers', uuid = 'u') => ({
    target: { kind: 'lambda-event-source', uuid, polling } as const,
    bounds: { min: 2, max: 9 },
  });
  const table = (
    throughput: 'ReadCapacityUnits' | 'WriteCapacityUnits' | 'MaxReadRequestUnits',
    indexName?: string,
  ) => ({
    target: { kind: 'dynamodb-throughput', tableName: 't', throughput, indexName: indexName ?? null } as const,
  });

  test('are refused beside each other', () => {
    expect(faults({ a: source('MaximumConcurrency'), b: source('MinimumPollers') })).toEqual([
      'scalables["b"].target: "a" and "b" contradict each other: the event source u has MaximumConcurrency or MinimumPollers, never both at a time; remove one of them',
    ]);
    expect(faults({ a: table('ReadCapacityUnits'), b: table('MaxReadRequestUnits', 'by-day') })).toEqual([
      expect.stringContaining('the table t has provisioned throughput or the most that a table on demand serves'),
    ]);
  });

  test('are taken where they are of two things, or go one way', () => {
    expect(faults({ a: source('MaximumConcurrency'), b: source('MinimumPollers', 'v') })).toEqual([]);
    expect(faults({ a: table('ReadCapacityUnits'), b: table('WriteCapacityUnits') })).toEqual([]);
    expect(faults({ a: table('ReadCapacityUnits'), b: table('ReadCapacityUnits', 'by-day') })).toEqual([]);
  });
});

describe('names of targets', () => {
  test.each<[ScalableInput['target'], string]>([
    [
      { kind: 'dynamodb-throughput', tableName: 'orders*', throughput: 'ReadCapacityUnits' },
      'tableName: "orders*" is a pattern, and the role would have rights on all of it',
    ],
    [{ kind: 'ecs-service', cluster: '*', serviceName: 'web' }, 'cluster: "*" is a pattern'],
    [{ kind: 'lambda-concurrency', functionName: 'orders:live' }, 'functionName: "orders:live" is more than the name'],
    [{ kind: 'lambda-managed-instances', functionName: 'orders:3' }, 'functionName: "orders:3" is more than the name'],
  ])('are remarked on where %j names many, or a part', (target, says) => {
    expect(warnings({ a: { target } })).toEqual([expect.stringContaining(`scalables["a"].target.${says}`)]);
  });

  test('may hold what they may hold', () => {
    expect(warnings({ a: { target: group('*/ web /*') } })).toEqual([]);
  });

  test('are refused of what is no alias', () => {
    const target = { kind: 'lambda-concurrency', functionName: 'orders', aliasName: '$LATEST' } as const;
    expect(faults({ a: { target } })).toEqual([
      'scalables["a"].target.aliasName: "$LATEST" is no alias; give the name of one',
    ]);
  });
});

test('a reading of connections tells a count of them', () => {
  const part = { kind: 'cloudwatch', namespace: 'AWS/RDS', metricName: 'CPUUtilization', stat: 'Average' } as const;
  const readings = { ...aScalableInput.readings, most: { parts: [part], unit: 'percent' } } as never;
  expect(faults({ a: { readings, connectionsMost: { reading: 'most' } } })).toEqual([
    'scalables["a"].connectionsMost.reading: "most" tells percent, and is to be a count of connections; name a reading that asks the server how many it takes',
  ]);
});

describe('what is right and does something else than is meant is remarked on', () => {
  const bounds = { min: 10, max: 20 };
  const front = { bounds, needs: { db: { connectionsPerUnit: 20 } } };

  test('floors that hold more connections than are taken', () => {
    const says =
      '100 at most are taken, and bounds.min of "web" holds 200, which wins; raise it, or lower bounds.min there';
    expect(warnings({ web: front, db: { connectionsMost: 100 } })).toEqual([
      `scalables["db"].connectionsMost: ${says}`,
    ]);
    const each = { connectionsMost: { perUnit: 75 }, bounds: { min: 1, max: 4 } };
    expect(warnings({ web: front, db: each })).toEqual([]);
    expect(warnings({ web: front, jobs: front, db: each }).join()).toContain(
      'bounds.min of "web" and "jobs" holds 400',
    );
    const own = { ...front, needs: { db: { connectionsPerUnit: 20, connectionsMost: 150 } } };
    expect(warnings({ web: own, db: {} })).toEqual([
      'scalables["web"].needs["db"].connectionsMost: 150 is less than the 200 that bounds.min 10 holds, which wins; raise it or lower bounds.min',
    ]);
  });

  test('connections that nothing limits', () => {
    expect(warnings({ web: front, db: {} })).toEqual([
      'scalables["web"].needs["db"].connectionsPerUnit: limits nothing, since "db" does not say how many it takes; give it connectionsMost',
    ]);
  });

  test('bounds beyond what AWS takes', () => {
    const readers = { kind: 'aurora-readers', dbClusterIdentifier: 'prices' } as const;
    expect(warnings({ a: { target: readers, bounds: { min: 1, max: 16 } } })).toEqual([
      'scalables["a"].bounds: 1 to 16 is beyond what AWS takes of the aurora-readers prices, 0 to 15, which wins; give bounds within it',
    ]);
    expect(warnings({ a: { target: readers, bounds: { min: 1, max: 15 } } })).toEqual([]);
    const range = { kind: 'aurora-capacity', dbClusterIdentifier: 'prices', limit: 'MaxCapacity' } as const;
    expect(warnings({ a: { target: range, bounds: { min: 1, max: 512 } } })).toEqual([
      expect.stringContaining('2 to 512, which wins'),
    ]);
    expect(warnings({ a: { bounds: { min: 1, max: 100_000 } } })).toEqual([]);
  });

  test('a prepared unit whose type has no known price', () => {
    const warmPool = { unit: { instanceType: 'm9x.large', volumeGib: 20 } };
    const policies = [{ kind: 'tuned', reading: 'demand' }] as const;
    expect(warnings({ a: { warmPool, policies: [...policies] } })).toEqual([
      expect.stringContaining('warmPool.unit.instanceType: the price of m9x.large is not known here'),
    ]);
  });
});
