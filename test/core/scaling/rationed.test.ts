import { describe, expect, test } from 'vitest';
import { tell } from '../../../core/model/reason.ts';
import { decide } from '../../../core/scaling/decide.ts';
import type { Override } from '../../../core/scaling/observation.ts';
import type { Decreases, Rations } from '../../../core/scaling/rations.ts';
import { aCapacity, aConfig, anObservation, noonMs } from '../../fixtures.ts';

const hourMs = 3_600_000;
const ofDynamoDb = { free: 4, everySeconds: 3600, mostToday: 27 };
const made = (today: number, agoMs: number): Decreases => ({ today, lastAtMs: noonMs - agoMs, ...ofDynamoDb });

/** What is asked for of ten units where a schedule wants so many, and who had the last word. */
function asked(wanted: number, rations: Rations, overrides: readonly Override[] = []) {
  const windows = [{ from: '00:00', to: '23:59', floor: wanted }];
  const decision = decide(
    anObservation({
      config: aConfig({
        mode: 'on',
        bounds: { min: 1, max: 100 },
        policies: [{ kind: 'schedule', timeZone: 'UTC', windows }],
      }),
      capacity: aCapacity({ asked: 10, running: 10, rations }),
      overrides,
    }),
  );
  const reason = decision.reasons[decision.binding];
  return { units: decision.desired.units, by: reason?.by, says: reason && tell(reason.because) };
}

const ceiling: Override = {
  kind: 'ceiling',
  units: 6,
  note: 'a bill',
  untilMs: noonMs + hourMs,
  by: 'ada',
} as Override;

describe('changes that are rationed', () => {
  test('are one at a time, up and down', () => {
    const busyBecause = { says: 'the table is UPDATING' };
    for (const wanted of [20, 5]) {
      expect(asked(wanted, { busyBecause, decreases: null })).toMatchObject({ units: 10, by: 'rationed' });
    }
    expect(asked(20, { busyBecause, decreases: null }, [ceiling]).units).toBe(10);
  });

  test.each([
    [2, 60_000, 8],
    [3, 60_000, 10],
    [3, hourMs, 8],
    [4, hourMs - 1000, 10],
    [4, hourMs, 8],
    [26, 5 * hourMs, 10],
  ])('go down with %i decreases made, the last %i ms ago, to %i units', (today, agoMs, units) => {
    expect(asked(8, { busyBecause: null, decreases: made(today, agoMs) }).units).toBe(units);
  });

  test.each([
    [3, 60_000, 6],
    [4, 60_000, 10],
    [26, hourMs, 6],
    [27, 5 * hourMs, 10],
  ])('go down for a person with %i decreases made, the last %i ms ago, to %i units', (today, agoMs, units) => {
    expect(asked(8, { busyBecause: null, decreases: made(today, agoMs) }, [ceiling]).units).toBe(units);
  });

  test('never keep from going up', () => {
    expect(asked(20, { busyBecause: null, decreases: made(27, 0) }).units).toBeGreaterThan(10);
  });

  test('are told with what is kept, for whom and for how long', () => {
    const { by, says } = asked(8, { busyBecause: null, decreases: made(3, 60_000) });
    expect(by).toBe('rationed');
    expect(says).toContain('3 decreases have been made today');
    expect(says).toContain('kept for a person');
    expect(says).toContain('3540 s');
  });
});
