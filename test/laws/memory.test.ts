import { describe, expect, test } from 'vitest';
import { candidates } from '../../sim/scaling/portfolio/candidates.ts';
import { Decided } from '../../sim/scaling/world/decided.ts';
import { profiles } from '../../sim/scaling/world/profile.ts';
import { World } from '../../sim/scaling/world/world.ts';
import { aWorkload, someUnits } from '../sim/scaling/a-workload.ts';

const steps = 9 * 1440;
/** Memory is bounded by what windows, looks and holds can hold, which busy days fill; reading it often takes long. */
const every = 61;

describe.each([60, 180, 300, 420, 600, 900, 1200, 1800, 3600, 7200])('with a lead of %i s', (leadSeconds) => {
  const all = candidates(leadSeconds, profiles[60]);
  const longest = (family: string) => {
    const own = all.filter((candidate) => candidate.family === family && candidate.knobs.margin !== 0.9);
    return own.reduce((most, one) => (one.policy.holdSeconds > most.policy.holdSeconds ? one : most));
  };

  test.each(['rate', 'envelope', 'window-maximum', 'same-time'])(
    'what a scalable that asks by %s keeps stays under 10 kB, and JSON gives it back',
    (family) => {
      const { config } = longest(family);
      const world = new World(aWorkload(someUnits(steps, 5)), leadSeconds, profiles[60]);
      let looks = 0;
      let most = 0;
      const witness: ConstructorParameters<typeof Decided>[2] = (_, { keep }) => {
        if (looks++ % every !== 0) return;
        const kept = JSON.stringify(keep);
        most = Math.max(most, kept.length);
        expect(JSON.parse(kept)).toStrictEqual(keep);
      };
      world.run(new Decided(world.workload.startMs, () => config, witness));
      expect(most).toBeGreaterThan(5000);
      expect(most).toBeLessThan(10_000);
    },
  );
});
