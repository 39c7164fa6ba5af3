import { expect, test } from 'vitest';
import { dailyRecord, someDays } from '../../../../sim/scaling/portfolio/daily-record.ts';
import { measure } from '../../../../sim/scaling/score/measures.ts';
import type { Run } from '../../../../sim/scaling/world/world.ts';
import { aWorkload, someUnits } from '../a-workload.ts';

const days = 3;
const workload = aWorkload(someUnits(days * 1440, 5));
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function aRun(asked: readonly number[]): Run {
  const units = Int32Array.from(asked);
  return {
    asked: units,
    served: units,
    billed: units,
    pooled: null,
    violation: new Float64Array(asked.length).fill(0.25),
  };
}

test('changes and turns are counted on the day they come', () => {
  const asked = new Array<number>(days * 1440).fill(20);
  asked.fill(22, 1500).fill(21, 1600).fill(23, 1700).fill(24, 3000);
  const { actions, flips, judged } = dailyRecord(workload, aRun(asked));
  expect([...actions]).toEqual([0, 3, 1]);
  expect([...flips]).toEqual([0, 2, 0]);
  expect([...judged]).toEqual([1, 1, 1]);
});

test('the days together are what a run is measured by', () => {
  const run = aRun(someUnits(days * 1440, 9));
  const record = dailyRecord(workload, run);
  const { actionsPerDay, flipsPerDay, costRatio, violationPercent } = measure(workload, run);
  expect(sum(record.actions) / days).toBeCloseTo(actionsPerDay, 9);
  expect(sum(record.flips) / days).toBeCloseTo(flipsPerDay, 9);
  expect(sum(record.units) / sum(record.needed)).toBeCloseTo(costRatio, 9);
  expect((100 * sum(record.violating)) / sum(record.requests)).toBeCloseTo(violationPercent, 9);
});

test('what is not judged is not counted', () => {
  const judged = new Uint8Array(days * 1440).fill(1).fill(0, 1440, 2880);
  const record = dailyRecord({ ...workload, judged }, aRun(someUnits(days * 1440, 9)));
  expect([record.actions[1], record.flips[1], record.requests[1], record.judged[1]]).toEqual([0, 0, 0, 0]);
  expect([...someDays(record, 1, 3).judged]).toEqual([0, 1]);
});
