import { describe, expect, test } from 'vitest';
import { type WarmCell, warmCells } from '../../../bench/scaling/sizing/warm-cells.ts';
import { warmSummary } from '../../../bench/scaling/sizing/warm-summary.ts';
import { doTask } from '../../../sim/scaling/score/do-task.ts';
import type { Task } from '../../../sim/scaling/score/task.ts';

/** A wave a day, and every few hours a rise by half that is over within an hour. */
const values = Float64Array.from({ length: 4 * 1440 }, (_, minute) => {
  const wave = 100 - 70 * Math.cos((2 * Math.PI * minute) / 1440);
  return wave * (1 + 0.5 * Math.max(0, Math.sin((2 * Math.PI * minute) / 97) - 0.5));
});
const trace = {
  name: 'made',
  startMs: Date.UTC(2026, 0, 5),
  stepSeconds: 60,
  values,
};
const question = {
  trace,
  leadSeconds: 900,
  sloBudgetPercent: 0.5,
  metricClassSeconds: 60,
  seeds: [1],
  full: false,
} as const;
const pool = { run: async <Result>(task: unknown): Promise<Result> => doTask(task as Task) as Result };

describe('the bench of warm pools', () => {
  const cells: Promise<WarmCell[]> = warmCells(question, [60], [0.02, 1], pool);

  test('has a cell for each warm lead and price, and in each just what is promised', async () => {
    expect((await cells).map(({ price, warmLeadSeconds }) => [warmLeadSeconds, price])).toEqual([
      [60, 0.02],
      [60, 1],
    ]);
    for (const cell of await cells) {
      expect(Object.keys(cell)).toEqual([
        'trace',
        'leadSeconds',
        'warmLeadSeconds',
        'price',
        'costOverPlain',
        'violationPercent',
        'violationPercentPlain',
      ]);
    }
  });

  test('finds that a cheap pool saves more than one at the full price, which costs no more than none', async () => {
    const [cheap = 0, dear = 0] = (await cells).map(({ costOverPlain }) => costOverPlain);
    expect(cheap).toBeLessThan(0.95 * dear);
    expect(dear).toBeLessThan(1.02);
    for (const { violationPercent } of await cells) expect(violationPercent).toBeLessThan(0.5);
  });

  test('is summed up by the geometric mean, and by who violates more', () => {
    const cell = { leadSeconds: 900, warmLeadSeconds: 60, price: 0.02, violationPercentPlain: 0.2 };
    const two = [
      { ...cell, trace: 'a', costOverPlain: 0.5, violationPercent: 0.1 },
      { ...cell, trace: 'b', costOverPlain: 0.98, violationPercent: 0.5 },
    ];
    expect(warmSummary(two)).toBe(
      '60 s at 0.02: cost 0.700 of that without a pool over 2 traces; 0.300 % violating on average, 0.200 % without, more on b',
    );
  });
});
