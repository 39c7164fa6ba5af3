import { describe, expect, it } from 'vitest';
import { wholePeriods } from '../../../../adapters/sources/http/whole-periods.ts';

const minuteMs = 60_000;
const now = Date.parse('2026-11-20T12:00:00Z');
const byMinute = { periodSeconds: 60, delaySeconds: 30 };
const most = 11_000;

describe('the periods that are asked for', () => {
  it('are those that are whole and whose delay is over', () => {
    const asked = { ...byMinute, fromMs: now - 3 * minuteMs - 1, toMs: now + 10 * minuteMs };
    const firstMs = now - 3 * minuteMs;
    expect(wholePeriods(asked, now, most)).toEqual([{ firstMs, lastMs: now - 2 * minuteMs }]);
    expect(wholePeriods(asked, now + 30_000, most)).toEqual([{ firstMs, lastMs: now - minuteMs }]);
  });

  it('are none where none is over yet', () => {
    expect(wholePeriods({ ...byMinute, fromMs: now, toMs: now + minuteMs }, now, most)).toEqual([]);
    expect(wholePeriods({ ...byMinute, fromMs: now, toMs: now }, now, most)).toEqual([]);
  });

  it.each([1, most - 1, most, most + 1, 90_720])(
    'are %i once each, in calls of no more than is answered',
    (periods) => {
      const calls = wholePeriods({ ...byMinute, fromMs: now - periods * minuteMs, toMs: now }, now + minuteMs, most);
      const asked = calls.flatMap(({ firstMs, lastMs }) =>
        Array.from({ length: (lastMs - firstMs) / minuteMs + 1 }, (_, index) => firstMs + index * minuteMs),
      );
      expect(asked).toEqual(Array.from({ length: periods }, (_, index) => now - (periods - index) * minuteMs));
      expect(calls).toHaveLength(Math.ceil(periods / most));
      for (const { firstMs, lastMs } of calls) expect((lastMs - firstMs) / minuteMs).toBeLessThan(most);
    },
  );
});
