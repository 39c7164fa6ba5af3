import { describe, expect, test } from 'vitest';
import { decide } from '../../../core/scaling/decide.ts';
import type { Observation } from '../../../core/scaling/observation.ts';
import { aCapacity, aConfig, aMemory, anObservation, aReading, minuteMs, noonMs } from '../../fixtures.ts';

/** A minimum of 2 below 12 that run, of a load that 12 units carry. */
function beside(changes: Partial<Observation> = {}, floor = 10): Observation {
  const window = { from: '00:00', to: '23:59', floor };
  const config = aConfig({
    ...{ beside: 'native', bounds: { min: 1, max: 40 } },
    policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [window] }],
  });
  return anObservation({
    config,
    capacity: aCapacity({ asked: 2, running: 12, max: 30 }),
    memory: aMemory({ seen: [{ atMs: noonMs - 5 * minuteMs, asked: 2, running: 12 }] }),
    rivals: { atMs: noonMs, rivals: [{ what: 'cpu', suspend: 'x', needs: null, reacts: true }], trouble: null },
    ...changes,
  });
}

describe('a minimum beside policies of AWS', () => {
  test('goes at once to what runs already, which is not a step', () => {
    expect(decide(beside()).change).toEqual({ units: 10 });
    expect(decide(beside({}, 24)).change).toEqual({ units: 24 });
    expect(decide(beside({}, 30)).change).toEqual({ units: 24 });
  });

  test('is lowered while AWS deploys, and runs more', () => {
    const capacity = aCapacity({ asked: 10, running: 12 });
    const memory = aMemory({ seen: [{ atMs: noonMs - 20 * minuteMs, asked: 10, running: 12 }], needs: [] });
    expect(decide(beside({ capacity, memory }, 6)).change).toEqual({ units: 6 });
  });

  test('is never above the maximum of the target', () => {
    const capacity = aCapacity({ asked: 2, running: 12, max: 11 });
    expect(decide(beside({ capacity }, 20)).desired).toEqual({ units: 11 });
  });

  test('does not count what AWS runs above it as a surge of which nobody knows what it carries', () => {
    const readings = { demand: aReading([1200, 1200, 1200]) };
    const config = (by?: 'native') =>
      aConfig({
        ...{ bounds: { min: 1, max: 40 }, ...(by && { beside: by }) },
        policies: [{ kind: 'provisioner', reading: 'demand', asking: { by: 'rate', target: 1 }, holdSeconds: 0 }],
      });
    const kept = (one: Observation) => {
      const state = decide(one).keep.policies['0:provisioner'] as { serving?: { unit?: { told: number[] } } };
      return state.serving?.unit?.told ?? [];
    };
    const seen = [{ atMs: noonMs - 60 * minuteMs, asked: 2, running: 12 }];
    expect(kept(beside({ config: config('native'), readings, memory: aMemory({ seen }) }))).not.toEqual([]);
    expect(kept(beside({ config: config(), readings, memory: aMemory({ seen }) }))).toEqual([]);
  });

  test('is late where data is, and never lowered on it', () => {
    const config = aConfig({
      ...{ beside: 'native', bounds: { min: 1, max: 40 } },
      policies: [
        {
          kind: 'provisioner',
          reading: 'demand',
          unitPerSecond: 100,
          asking: { by: 'rate', target: 1 },
          holdSeconds: 0,
        },
      ],
    });
    const capacity = aCapacity({ asked: 10, running: 12 });
    const readings = { demand: aReading(['late', 'late']) };
    expect(decide(beside({ config, capacity, readings })).desired.units).toBeGreaterThanOrEqual(10);
  });
});
