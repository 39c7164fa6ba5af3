import { describe, expect, test } from 'vitest';
import type { Merit } from '../../../../sim/scaling/portfolio/merits.ts';
import { candidatesBesidePool } from '../../../../sim/scaling/portfolio/pool-candidates.ts';
import { chooseSeveralBesidePool, joinedBesidePool } from '../../../../sim/scaling/portfolio/pool-in-charge.ts';
import { severalRule } from '../../../../sim/scaling/portfolio/rule.ts';
import { profiles } from '../../../../sim/scaling/world/profile.ts';

const all = candidatesBesidePool({ leadSeconds: 900, warmLeadSeconds: 60 }, profiles[60]);
const rule = { ...severalRule, budgetPercent: 0.5 };
const best = 40;
const pair = all[best] as (typeof all)[number];

/** How candidates stand where the best loses 1.4, and each other what `lossOf` tells. */
function standing(lossOf: (one: (typeof all)[number]) => number): Merit[] {
  return all.map((one, candidate) => {
    return { candidate, violationPercent: 0, costRatio: candidate === best ? 1.4 : lossOf(one), worth: 0 };
  });
}

describe('several in charge beside a pool', () => {
  test('are of each side those that do well beside the best of the other', () => {
    const rated = standing(({ running, together }) => {
      return running === pair.running || together === pair.together ? 1.45 : 1.41;
    });
    const { running, together } = chooseSeveralBesidePool(rated, all, rule);
    expect(running?.map(({ candidate }) => all[candidate]?.together)).toEqual(running?.map(() => pair.together));
    expect(together.map(({ candidate }) => all[candidate]?.running)).toEqual(together.map(() => pair.running));
    expect([running?.length, together.length].map((ways) => (ways ?? 0) > 3)).toEqual([true, true]);
  });

  test('are one of each side where nobody else does nearly as well', () => {
    const chosen = chooseSeveralBesidePool(
      standing(() => 3),
      all,
      rule,
    );
    expect(joinedBesidePool(all, chosen)).toEqual(pair);
  });

  test('are those that do without where one of them is best', () => {
    const rated = standing(({ running }) => (running === null ? 1.2 : 1.3));
    const { running, together } = chooseSeveralBesidePool(rated, all, rule);
    expect(running).toBeNull();
    expect(together.every(({ candidate }) => all[candidate]?.running === null)).toBe(true);
    expect(joinedBesidePool(all, { running, together }).together.policy.others?.length).toBe(together.length - 1);
  });

  test('are nobody of nobody', () => {
    expect(() => chooseSeveralBesidePool([], all, rule)).toThrow(RangeError);
  });
});
