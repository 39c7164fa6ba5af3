import { describe, expect, it } from 'vitest';
import { smoothedLoads } from '../../../../core/sharding/planning/smoothed-load.ts';

const hour = 3_600_000;
const load = (slot: number, hours: number, given: number) => ({
  slot,
  hourMs: hours * hour,
  load: given,
  bytes: hours,
});

describe('the load of a slot', () => {
  it('is what it has been every hour, where that was always the same', () => {
    const loads = [0, 1, 2, 3].map((hours) => load(1, hours, 7));
    expect(smoothedLoads(loads, 4 * hour).get(1)?.load).toBeCloseTo(7);
  });

  it('follows a change, an hour of a day ago counting a third of the present one', () => {
    const smoothed = smoothedLoads([load(1, 0, 0), load(1, 24, 1)], 24 * hour);
    expect(smoothed.get(1)?.load).toBeCloseTo(1 / (1 + Math.exp(-1)));
  });

  it('takes an hour in which it was not measured for unknown, not for nothing', () => {
    const smoothed = smoothedLoads([load(1, 1, 10), load(2, 1, 10), load(2, 0, 10)], hour);
    expect(smoothed.get(1)?.load).toBeCloseTo(10);
    expect(smoothed.get(2)?.load).toBeCloseTo(10);
  });

  it('adds up what two shards measured of it in the hour in which it moved', () => {
    expect(smoothedLoads([load(1, 1, 4), load(1, 1, 6)], hour).get(1)?.load).toBeCloseTo(10);
  });

  it('has the bytes of the newest hour, in whatever order hours come', () => {
    expect(smoothedLoads([load(1, 5, 1), load(1, 2, 1)], 6 * hour).get(1)?.bytes).toBe(5);
  });
});
