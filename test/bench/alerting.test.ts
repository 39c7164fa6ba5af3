import { describe, expect, it } from 'vitest';
import { alertQuality } from '../../bench/alerting/alert-quality.ts';

describe('the bench of alerts', () => {
  it('has incidents that ours finds all, and calls nobody for the rest, and that others do not', async () => {
    const rows = await alertQuality();
    const of = (strategy: string) => rows.filter((row) => row.strategy === strategy);
    const harmless = ['nothing', 'flapping', 'few requests', 'gaps'];
    for (const { scenario, detectMinutes, falsePages } of of('headroom')) {
      expect([scenario, falsePages]).toEqual([scenario, 0]);
      expect([scenario, detectMinutes !== null]).toEqual([scenario, !harmless.includes(scenario)]);
    }
    for (const peer of ['threshold', 'single-window'])
      expect(
        of(peer).some(
          ({ scenario, detectMinutes, falsePages }) =>
            falsePages > 0 || (detectMinutes === null && !harmless.includes(scenario)),
        ),
      ).toBe(true);
    expect(new Set(rows.map((row) => Object.keys(row).sort().join()))).toEqual(
      new Set(['detectMinutes,falsePages,scenario,strategy']),
    );
  });
});
