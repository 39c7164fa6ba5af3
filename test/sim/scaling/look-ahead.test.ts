import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { families } from '../../../sim/scaling/baselines/families.ts';
import { candidates } from '../../../sim/scaling/portfolio/candidates.ts';
import { Decided } from '../../../sim/scaling/world/decided.ts';
import { profiles } from '../../../sim/scaling/world/profile.ts';
import type { Scaler } from '../../../sim/scaling/world/seen.ts';
import { World } from '../../../sim/scaling/world/world.ts';
import type { Workload } from '../../../sim/workloads/workload.ts';
import { aWorkload, someUnits } from './a-workload.ts';

const profile = profiles[60];
const leadSeconds = 180;
const steps = 3200;

/** Everything that may not know the future: all peers, and every candidate of ours. */
const makers: [string, (workload: Workload) => Scaler][] = [
  ...families
    .filter(({ kind }) => kind === 'peer')
    .map((family): [string, (workload: Workload) => Scaler] => [
      family.name,
      (workload) => family.make(workload, family.shipped, profile),
    ]),
  ...sample(candidates(leadSeconds, profile), 12).map(
    ({ family, knobs, config }): [string, (workload: Workload) => Scaler] => [
      `${family} ${JSON.stringify(knobs)}`,
      (workload) => new Decided(workload.startMs, () => config),
    ],
  ),
];

function sample<Item>(all: readonly Item[], count: number): Item[] {
  return all.filter((_, index) => index % Math.max(1, Math.floor(all.length / count)) === 0);
}

describe('look-ahead is impossible', () => {
  test.each(makers)('%s asks the same up to T whatever comes after T', (_, make) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer({ min: 2, max: steps - 2 }), (seed, other, from) => {
        const [units, others] = [someUnits(steps, seed), someUnits(steps, other)];
        const changed = units.map((unit, step) => (step >= from ? (others[step] as number) * 3 : unit));
        const [before, after] = [units, changed].map((one) => {
          const workload = aWorkload(one);
          return Int32Array.from(new World(workload, leadSeconds, profile).run(make(workload)).asked);
        }) as [Int32Array, Int32Array];
        expect(after.subarray(0, from + 2)).toEqual(before.subarray(0, from + 2)); // minute T is seen at T + 2
      }),
      { numRuns: 6 },
    );
  });
});

describe('a policy in the loop', () => {
  test.each(makers)('%s is deterministic and always asks for at least one unit', (_, make) => {
    const workload = aWorkload(someUnits(steps, 42));
    const run = (): Int32Array => Int32Array.from(new World(workload, leadSeconds, profile).run(make(workload)).asked);
    const first = run();
    expect(run()).toEqual(first);
    expect(first.every((units) => units >= 1)).toBe(true);
  });

  test.each(makers)('%s never lowers during a gap', (_, make) => {
    const measured = new Uint8Array(steps).fill(1).fill(0, 2000, 2100);
    const workload = aWorkload(someUnits(steps, 7), { measured });
    const { asked } = new World(workload, leadSeconds, profile).run(make(workload));
    for (let step = 2003; step < 2102; step++)
      expect(asked[step] as number).toBeGreaterThanOrEqual(asked[step - 1] as number);
  });
});
