import { describe, expect, test } from 'vitest';
import { type Candidate, candidates, kindOfCandidate } from '../../sim/scaling/portfolio/candidates.ts';
import { joined } from '../../sim/scaling/portfolio/in-charge.ts';
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

  const families = ['rate', 'envelope', 'window-maximum', 'same-time'].map((family) => {
    return [`that asks by ${family}`, longest(family), 10_000] as const;
  });
  test.each([...families, ['that asks by the mean of one of each kind', ofEachKind(all), 13_000] as const])(
    'what a scalable keeps %s is bounded, and JSON gives it back',
    (_, { config }, bound) => {
      const world = new World(aWorkload(someUnits(steps, 5)), leadSeconds, profiles[60]);
      let looks = 0;
      let most = 0;
      const witness: ConstructorParameters<typeof Decided>[2] = (_observation, { keep }) => {
        if (looks++ % every !== 0) return;
        const kept = JSON.stringify(keep);
        most = Math.max(most, kept.length);
        expect(JSON.parse(kept)).toStrictEqual(keep);
      };
      world.run(new Decided(world.workload.startMs, () => config, witness));
      expect(most).toBeGreaterThan(5000);
      expect(most).toBeLessThan(bound);
    },
  );
});

/** The last of each kind together: a night never puts more in charge. */
function ofEachKind(all: readonly Candidate[]): Candidate {
  const byKind = new Map(all.map((candidate, index) => [kindOfCandidate(candidate), index]));
  const [first = 0, ...others] = byKind.values();
  return joined(all, [{ candidate: first, weight: 1 }, ...others.map((candidate) => ({ candidate, weight: 1 }))]);
}
