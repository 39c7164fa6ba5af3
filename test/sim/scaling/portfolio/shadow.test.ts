import { describe, expect, test } from 'vitest';
import { candidates } from '../../../../sim/scaling/portfolio/candidates.ts';
import { type InCharge, joined, type Share } from '../../../../sim/scaling/portfolio/in-charge.ts';
import { Shadow } from '../../../../sim/scaling/portfolio/shadow.ts';
import { Decided } from '../../../../sim/scaling/world/decided.ts';
import { profiles } from '../../../../sim/scaling/world/profile.ts';
import { World } from '../../../../sim/scaling/world/world.ts';
import { aWorkload, someUnits } from '../a-workload.ts';

/** Candidates in charge together, each weighing less than the one before. */
const of = (first: number, ...others: readonly number[]): InCharge => [
  { candidate: first, weight: 1 },
  ...others.map((candidate, at): Share => ({ candidate, weight: 0.7 ** (at + 1) })),
];

/** Longer than the longest hold. */
const steps = 1800;

describe.each([
  [60, 60],
  [180, 60],
  [900, 60],
  [180, 20],
] as const)('shadow runs at a lead of %i s and metrics of %i s', (leadSeconds, metricClassSeconds) => {
  const profile = profiles[metricClassSeconds];
  const all = candidates(leadSeconds, profile);
  const longest = Math.max(...all.map(({ policy }) => policy.holdSeconds));
  const some = all.filter(
    ({ policy, knobs }, index) => index % 43 === 0 || (policy.holdSeconds === longest && knobs.target === 0.5),
  );

  test('ask byte for byte what decide asks, through gaps as well', () => {
    const measured = new Uint8Array(steps).fill(1).fill(0, 700, 705).fill(0, 1200, 1350).fill(0, 0, 3);
    const world = new World(aWorkload(someUnits(steps, 11), { measured }, profile), leadSeconds, profile);
    const several = [joined(all, of(0, 60, 139)), joined(all, of(3, 50, 90, 120)), joined(all, of(2, 30))];
    const shadow = new Shadow(world, [...some, ...several]);
    for (const candidate of [...some, ...several]) {
      const told = Int32Array.from(world.run(shadow.scaler(candidate)).asked);
      const decided = world.run(new Decided(world.workload.startMs, () => candidate.config)).asked;
      expect(told, `${candidate.family} ${JSON.stringify(candidate.knobs)}`).toEqual(decided);
    }
  });
});
