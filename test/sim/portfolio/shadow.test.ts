import { describe, expect, test } from 'vitest';
import { candidates } from '../../../sim/portfolio/candidates.ts';
import { Shadow } from '../../../sim/portfolio/shadow.ts';
import { Decided } from '../../../sim/world/decided.ts';
import { profiles } from '../../../sim/world/profile.ts';
import { World } from '../../../sim/world/world.ts';
import { aWorkload, someUnits } from '../a-workload.ts';

const steps = 2500;

describe.each([60, 180, 900])('shadow runs at a lead of %i s', (leadSeconds) => {
  const all = candidates(leadSeconds, profiles[60]);
  const some = all.filter((_, index) => index % 23 === 0);

  test('ask byte for byte what decide asks, through gaps as well', () => {
    const measured = new Uint8Array(steps).fill(1).fill(0, 700, 705).fill(0, 1500, 1650).fill(0, 0, 3);
    const world = new World(aWorkload(someUnits(steps, 11), { measured }), leadSeconds, profiles[60]);
    const shadow = new Shadow(world, some);
    for (const candidate of some) {
      const told = Int32Array.from(world.run(shadow.scaler(candidate)).asked);
      const decided = world.run(new Decided(world.workload.startMs, () => candidate.config)).asked;
      expect(told, `${candidate.family} ${JSON.stringify(candidate.knobs)}`).toEqual(decided);
    }
  });
});
