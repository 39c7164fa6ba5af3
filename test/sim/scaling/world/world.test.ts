import { describe, expect, test } from 'vitest';
import { families } from '../../../../sim/scaling/baselines/families.ts';
import { measure } from '../../../../sim/scaling/score/measures.ts';
import { profiles } from '../../../../sim/scaling/world/profile.ts';
import type { Scaler } from '../../../../sim/scaling/world/seen.ts';
import { World } from '../../../../sim/scaling/world/world.ts';
import { aWorkload, someUnits } from '../a-workload.ts';

const profile = profiles[60];

function script(asked: readonly number[]): Scaler {
  return { ask: ({ step }) => asked[step] ?? asked[asked.length - 1] ?? 1 };
}

describe('a simulated world', () => {
  test('a unit serves a lead time after its request and is billed from it', () => {
    const world = new World(aWorkload(Array.from({ length: 10 }, () => 2)), 180, profile);
    const { served, billed } = world.run(script([2, 2, 5]));
    expect([...served]).toEqual([2, 2, 2, 2, 2, 5, 5, 5, 5, 5]);
    expect([...billed]).toEqual([2, 2, 5, 5, 5, 5, 5, 5, 5, 5]);
  });

  test('a unit no longer asked for serves out its step and is billed for a minute of drain', () => {
    const world = new World(aWorkload(Array.from({ length: 8 }, () => 4)), 60, profile);
    const { served, billed } = world.run(script([4, 4, 1]));
    expect([...served]).toEqual([4, 4, 4, 1, 1, 1, 1, 1]);
    expect([...billed]).toEqual([4, 4, 4, 4, 1, 1, 1, 1]);
  });

  test('what was requested last goes first: a unit on its way that is cancelled never serves', () => {
    const world = new World(aWorkload(Array.from({ length: 9 }, () => 2)), 180, profile);
    expect([...world.run(script([2, 6, 6, 3])).served]).toEqual([2, 2, 2, 2, 3, 3, 3, 3, 3]);
  });

  test('a unit asked for and taken back at once is billed for at least a minute', () => {
    const world = new World(aWorkload(Array.from({ length: 6 }, () => 2)), 900, profile);
    const { billed } = world.run(script([2, 9, 2]));
    expect([...billed].reduce((sum, units) => sum + units - 2, 0)).toBe(7 * 3);
  });

  test('exactly the need does not violate, one unit less does', () => {
    const world = new World(aWorkload(Array.from({ length: 60 }, () => 20)), 60, profile);
    expect(measure(world.workload, world.run(script([20]))).violationPercent).toBeLessThan(0.11);
    expect(measure(world.workload, world.run(script([20, 19]))).violationPercent).toBeGreaterThan(90);
  });

  test('backlog is carried, makes its minute violate, and is capped at 30 s of capacity', () => {
    const units = [...Array.from({ length: 10 }, () => 20), ...Array.from({ length: 10 }, () => 4)];
    const world = new World(aWorkload(units), 60, profile);
    const { violation } = world.run(script([10]));
    expect([...violation.subarray(1, 10)].every((share) => share === 1)).toBe(true);
    expect(violation[10]).toBe(0); // 30 s of capacity at most are left over, and 10 units serve 4 units' load with 36 s to spare
    expect(violation[11]).toBe(0);
  });

  test('two runs of one world give the same', () => {
    const world = new World(aWorkload(someUnits(3000, 5)), 180, profile);
    const [first, second] = [0, 1].map(() =>
      measure(
        world.workload,
        world.run(families[0]?.make(world.workload, { target: 0.6, seconds: 300 }, profile) ?? script([1])),
      ),
    );
    expect(first).toEqual(second);
  });

  test('the decision of minute t sees minutes up to t - 2, and nothing in a gap', () => {
    const measured = new Uint8Array(20).fill(1);
    measured[6] = 0;
    const world = new World(
      aWorkload(
        Array.from({ length: 20 }, (_, step) => step + 1),
        { measured },
      ),
      60,
      profile,
    );
    world.run({
      ask(seen) {
        expect(seen.newest).toBe(Math.max(-1, seen.step - 2));
        for (let step = 0; step < 20; step++) {
          const known = step <= seen.newest && step !== 6;
          expect(seen.measured[step]).toBe(known ? 1 : 0);
          expect((seen.demand[step] as number) > 0).toBe(known);
        }
        return 20;
      },
    });
  });
});

describe('measures', () => {
  test('the clairvoyant with lead meets every need and is the cheapest that does', () => {
    const workload = aWorkload(someUnits(3000, 9));
    const world = new World(workload, 180, profile);
    const need = workload.need;
    const run = world.run({
      ask: ({ step }) => Math.max(1, ...need.subarray(step + 1, step + 4)),
    });
    const { tauU, costRatio } = measure(workload, run);
    expect(tauU).toBeLessThan(0.2); // its first minutes only
    expect(costRatio).toBeGreaterThan(1);
  });

  test('elasticity, actions and flips are counted by hand', () => {
    const workload = aWorkload([4, 4, 4, 4]);
    const measures = measure(workload, {
      asked: Int32Array.from([4, 6, 5, 5]),
      served: Int32Array.from([2, 4, 6, 8]),
      billed: Int32Array.from([4, 6, 6, 6]),
      pooled: null,
      violation: Float64Array.from([1, 0, 0, 0]),
    });
    expect(measures).toEqual({
      violationPercent: 25,
      violationTimePercent: 25,
      costRatio: 22 / 16,
      thetaU: 12.5,
      thetaO: (100 * (0.5 + 1)) / 4,
      tauU: 25,
      tauO: 50,
      actionsPerDay: 720,
      flipsPerDay: 360,
    });
  });
});
