import { describe, expect, test } from 'vitest';
import { backtest } from '../../../../sim/scaling/backtest/backtest.ts';
import type { Backtest, BacktestQuestion } from '../../../../sim/scaling/score/answer.ts';
import { doTask } from '../../../../sim/scaling/score/do-task.ts';
import type { Task } from '../../../../sim/scaling/score/task.ts';
import { verdict } from '../../../../sim/scaling/score/verdict.ts';
import type { Trace } from '../../../../sim/workloads/trace.ts';
import { someUnits } from '../a-workload.ts';

const trace: Trace = {
  name: 'made',
  startMs: Date.UTC(2026, 0, 5),
  stepSeconds: 60,
  values: Float64Array.from(someUnits(4 * 1440, 3)),
};
const question: BacktestQuestion = {
  trace,
  leadSeconds: 180,
  sloBudgetPercent: 0.5,
  metricClassSeconds: 60,
  seeds: [1, 2],
  full: false,
};
/** Does the tasks in this thread. */
const pool = { run: async <Result>(task: unknown): Promise<Result> => doTask(task as Task) as Result };

describe('a backtest', () => {
  const answered: Promise<Backtest> = backtest(question, { pool });

  test('answers with a default, a best1 and a best2 row of every family, the bounds, and headroom', async () => {
    const { rows, headroom } = (await answered).table;
    const peers = new Set(rows.filter(({ kind }) => kind === 'peer').map(({ family }) => family));
    expect(peers.size).toBe(8);
    for (const family of peers) {
      const selections = rows.filter((row) => row.family === family).map(({ selection }) => selection);
      expect(selections).toEqual(['default', 'best1', 'best2']);
    }
    expect(rows.find(({ family }) => family === 'clairvoyant')).toMatchObject({
      costRatio: 1,
      violationPercent: 0,
      tauU: 0,
      tauO: 0,
    });
    expect(headroom).toMatchObject({ family: 'headroom', kind: 'ours', selection: 'nightly' });
  });

  test('a best row is inside the budget, or tells the least violation and no cost', async () => {
    const { rows } = (await answered).table;
    for (const { selection, costRatio, violationPercent } of rows) {
      if (!selection.startsWith('best')) continue;
      if (costRatio === null) expect(violationPercent).toBeGreaterThan(0.5);
      else expect(violationPercent).toBeLessThanOrEqual(0.5);
    }
  });

  test('a second free knob is never dearer than one', async () => {
    const { rows } = (await answered).table;
    const cost = (family: string, selection: string): number =>
      rows.find((row) => row.family === family && row.selection === selection)?.costRatio ?? Number.POSITIVE_INFINITY;
    for (const { family, kind } of rows) {
      if (kind === 'peer') expect(cost(family, 'best2')).toBeLessThanOrEqual(cost(family, 'best1'));
    }
  });

  test('native minutes are run once, whatever the seeds', async () => {
    expect((await answered).table.seeds).toBe(1);
  });

  test('keeps what headroom and the best rows asked for in the first seed', async () => {
    const { asked, world } = await answered;
    expect(asked.get('headroom')).toHaveLength(world.steps);
    expect([...asked.keys()].filter((key) => key !== 'headroom').every((key) => /:best[12]$/.test(key))).toBe(true);
  });

  test('its sentence tells what the best candidate in hindsight would have cost, or that none keeps the budget', async () => {
    const answer = await answered;
    const inside = answer.ours.filter(({ violationPercent }) => violationPercent <= 0.5);
    const least = Math.min(...inside.map(({ costRatio }) => costRatio));
    expect(least).toBeGreaterThan(1);
    expect(verdict(answer).sentence).toMatch(
      new RegExp(`In hindsight the cheapest .+ \\(.+\\), would have cost ${Number(least.toFixed(3))} times it\\.$`),
    );
    const ours = answer.ours.filter((one) => !inside.includes(one));
    expect(verdict({ ...answer, ours }).sentence).toMatch(/In hindsight none of the candidates alone would have kept/);
  });

  test('the same question has the same answer', async () => {
    const again = await backtest(question, { pool });
    expect(JSON.stringify(again.table)).toBe(JSON.stringify((await answered).table));
  });

  test('the coarse grid comes within 1 % of the full one', async () => {
    const full = await backtest({ ...question, full: true }, { pool });
    const bests = (answer: Backtest): Map<string, number | null> =>
      new Map(
        answer.table.rows
          .filter(({ selection }) => selection.startsWith('best'))
          .map(({ family, selection, costRatio }) => [`${family}:${selection}`, costRatio]),
      );
    const coarse = bests(await answered);
    for (const [row, cost] of bests(full)) {
      if (cost === null) expect(coarse.get(row)).toBe(null);
      else expect(coarse.get(row), row).toBeLessThanOrEqual(cost * 1.01);
    }
    const [ratio, exact] = [(await answered).table.equalViolationRatio, full.table.equalViolationRatio];
    expect(Math.abs((ratio ?? 0) / (exact ?? 0) - 1)).toBeLessThanOrEqual(0.01);
    expect(full.table.rows.filter(({ selection }) => selection === 'nightly')).toHaveLength(8);
  });
});
