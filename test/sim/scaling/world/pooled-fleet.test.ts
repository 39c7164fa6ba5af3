import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PooledFleet } from '../../../../sim/scaling/world/pooled-fleet.ts';

const times = { lead: () => 5, warmLead: () => 1, drain: 1, back: 2, leastBilled: 1 };

/** What serves, is billed and stands ready in each step, of what is asked for to run and to run and stand together. */
function play(asked: readonly (readonly [running: number, together: number])[], first = 2) {
  const fleet = new PooledFleet(first, asked.length, times);
  return asked.map(([running, together], step) => {
    const serves = fleet.serves(step);
    const billed = fleet.ask(step, running, together);
    return { serves, billed, ready: fleet.ready };
  });
}

const each = (count: number, running: number, together: number) =>
  Array.from({ length: count }, (): [number, number] => [running, together]);

describe('units beside a pool', () => {
  test('run for their long start at the full price before they stand ready', () => {
    const steps = play(each(7, 2, 5));
    expect(steps.map(({ billed }) => billed)).toEqual([5, 5, 5, 5, 5, 2, 2]);
    expect(steps.map(({ ready }) => ready)).toEqual([0, 0, 0, 0, 0, 3, 3]);
  });

  test('serve the warm lead after they are asked for, and are billed from then', () => {
    const steps = play([...each(6, 2, 5), ...each(3, 4, 5)]).slice(5);
    expect(steps).toEqual([
      { serves: 2, billed: 2, ready: 3 },
      { serves: 2, billed: 4, ready: 1 },
      { serves: 4, billed: 4, ready: 1 },
      { serves: 4, billed: 4, ready: 1 },
    ]);
  });

  test('start cold where none stands ready, straight into the group', () => {
    const steps = play(each(7, 4, 4));
    expect(steps.map(({ serves }) => serves)).toEqual([2, 2, 2, 2, 2, 4, 4]);
    expect(steps.every(({ billed }) => billed === 4)).toBe(true);
  });

  test('drain and return, billed meanwhile, and stand ready again', () => {
    const steps = play([...each(6, 2, 5), ...each(2, 5, 5), ...each(4, 2, 5)]).slice(7);
    expect(steps.map(({ serves }) => serves)).toEqual([5, 5, 2, 2, 2]);
    expect(steps.map(({ billed }) => billed)).toEqual([5, 5, 5, 5, 2]);
    expect(steps.map(({ ready }) => ready)).toEqual([0, 0, 0, 0, 3]);
  });

  test('that warm up and are not wanted any more are billed for what they ran', () => {
    const steps = play([...each(2, 2, 5), ...each(3, 2, 2)]);
    expect(steps.map(({ billed }) => billed)).toEqual([5, 5, 2, 2, 2]);
  });

  test('whatever is asked for, no machine is lost, and what serves is never ended for the sake of the pool', () => {
    const asked = fc.array(fc.tuple(fc.nat(12), fc.nat(20)), { minLength: 30, maxLength: 60 });
    fc.assert(
      fc.property(asked, (asks) => {
        const fleet = new PooledFleet(4, asks.length, times);
        let before = 4;
        asks.forEach(([running, together], step) => {
          const serves = fleet.serves(step);
          const billed = fleet.ask(step, running, together);
          expect(fleet.prepared).toBe(Math.max(running, together));
          expect(fleet.ready).toBeGreaterThanOrEqual(0);
          expect(fleet.warmed).toBeGreaterThanOrEqual(Math.min(serves, running));
          expect(fleet.warmed).toBeLessThanOrEqual(fleet.prepared);
          expect(billed).toBeGreaterThanOrEqual(running);
          expect(billed + fleet.ready).toBeGreaterThanOrEqual(fleet.prepared);
          // Only what is asked to run takes away from what serves.
          expect(serves).toBeGreaterThanOrEqual(Math.min(before, asks[step - 1]?.[0] ?? 4));
          before = serves;
        });
      }),
    );
  });
});
