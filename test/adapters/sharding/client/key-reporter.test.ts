import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeyReporter } from '../../../../adapters/sharding/client/key-reporter.ts';
import type { KeyReport } from '../../../../core/sharding/planning/key-report.ts';

const troubles: unknown[] = [];
let reports: KeyReport[] = [];
function aReporter(put = async (report: KeyReport) => void reports.push(report)) {
  const onTrouble = (_: string, error: unknown) => troubles.push(error);
  return new KeyReporter({ put, nowMs: () => Date.now(), random: () => 0.5, onTrouble });
}

beforeEach(() => {
  reports = [];
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => void vi.useRealTimers());

describe('a process that reports heavy keys', () => {
  it('does so every quarter of an hour in which it did something', async () => {
    const reporter = aReporter();
    await vi.advanceTimersByTimeAsync(900_000);
    expect(reports).toEqual([]);
    for (const [key, slot, ms] of [
      ['a', 1, 30],
      ['b', 1, 10],
      ['a', 1, 20],
      ['c', 2, 5],
    ] as const) {
      reporter.weights.add(key, slot, ms);
    }
    await vi.advanceTimersByTimeAsync(900_000);
    expect(reports).toEqual([
      {
        atMs: 1_800_000,
        slots: [
          [1, 60],
          [2, 5],
        ],
        keys: [
          ['a', 1, 50],
          ['b', 1, 10],
          ['c', 2, 5],
        ],
      },
    ]);
    await reporter.close();
    expect(reports).toHaveLength(1);
  });

  it('says the rest when it is closed, and is not kept by what fails', async () => {
    const reporter = aReporter(async () => {
      throw new Error('not allowed');
    });
    reporter.weights.add('a', 1, 1);
    await reporter.close();
    expect(troubles).toEqual([new Error('not allowed')]);
  });

  it('holds few keys in memory, and every slot’s time, however many keys there are', () => {
    const { weights } = aReporter();
    for (let key = 0; key < 20_000; key++) weights.add(key % 3 === 0 ? 'heavy' : `key-${key}`, 1, 1);
    const report = weights.take(0);
    expect(report?.keys).toHaveLength(32);
    expect(report?.keys[0]).toEqual(['heavy', 1, expect.any(Number)]);
    expect(report?.keys[0]?.[2]).toBeGreaterThan(6000);
    expect(report?.slots).toEqual([[1, 20_000]]);
    expect(JSON.stringify(report).length).toBeLessThan(2000);
  });
});
