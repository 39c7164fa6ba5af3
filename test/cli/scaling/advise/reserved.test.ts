import { expect, test } from 'vitest';
import { reservedOf, tellReserved } from '../../../../cli/scaling/advise/reserved.ts';
import type { Source } from '../../../../core/readings/series.ts';
import type { Fleet, FleetMetric } from '../../../../core/scaling/fleets/fleet.ts';

const metric = (metricName: string): FleetMetric => ({ namespace: 'ContainerInsights', metricName, dimensions: {} });
const fleet = {
  ...{ asked: 10, usdPerUnitHour: 0.02 },
  reserving: { used: metric('used'), reserved: metric('reserved') },
} as unknown as Fleet;

const source = (told: Readonly<Record<string, readonly number[]>>): Source => ({
  read: async (part) => {
    const values = (part.kind === 'cloudwatch' && told[part.metricName]) || [];
    return { metric: { points: values.map((value, atMs) => ({ atMs, value })), trouble: null }, witness: null };
  },
});
const range = { fromMs: 0, toMs: 1 };

test('what pods request and do not use is priced', async () => {
  const reserved = await reservedOf(source({ used: [2, 4], reserved: [12, 12] }), fleet, range);
  expect(reserved).toEqual({ dollarsPerMonth: 146, usedPercent: 25, unusedDollarsPerMonth: 109.5 });
  expect(tellReserved(reserved)).toEqual([
    'its pods request $146 a month of nodes; they use 25 % of the CPU that they request, so that $110 a month of it is wasted',
  ]);
});

test('who uses more than is reserved wastes nothing', async () => {
  const reserved = await reservedOf(source({ used: [24], reserved: [12] }), fleet, range);
  expect(reserved).toMatchObject({ usedPercent: 200, unusedDollarsPerMonth: 0 });
});

test('where nothing is recorded, or no price is known, that is said and nothing made up', async () => {
  const silent = await reservedOf(source({}), fleet, range);
  expect(silent).toEqual({ dollarsPerMonth: 146, usedPercent: null, unusedDollarsPerMonth: null });
  expect(tellReserved(silent)).toEqual([expect.stringMatching(/^its pods request \$146 .*turn it on/)]);
  const unpriced = await reservedOf(source({ used: [3], reserved: [12] }), { ...fleet, usdPerUnitHour: null }, range);
  expect(unpriced).toEqual({ dollarsPerMonth: null, usedPercent: 25, unusedDollarsPerMonth: null });
  expect(tellReserved(unpriced)).toEqual(['they use 25 % of the CPU that they request']);
  const { reserving: _, ...group } = fleet;
  expect(await reservedOf(source({}), group, range)).toBeNull();
});
