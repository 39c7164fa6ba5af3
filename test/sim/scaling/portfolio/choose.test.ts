import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choose } from '../../../../sim/scaling/portfolio/choose.ts';
import { lowerHull } from '../../../../sim/scaling/portfolio/lower-hull.ts';
import type { Merit } from '../../../../sim/scaling/portfolio/merits.ts';

const rule = { hysteresis: 0.01 };

function standing(...points: readonly (readonly [violationPercent: number, costRatio: number, worth?: number])[]) {
  return points.map(([violationPercent, costRatio, worth = 0], candidate): Merit => {
    return { candidate, violationPercent, costRatio, worth };
  });
}

const someStandings = fc
  .array(
    fc.tuple(
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.double({ min: 0.5, max: 9, noNaN: true }),
      fc.double({ min: 0, max: 50, noNaN: true }),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((points) => standing(...points));

describe('the priced rule', () => {
  test('takes whoever loses least in cost and in what violations are worth', () => {
    expect(choose(standing([0, 1.5], [0.3, 1.1, 0.2], [2, 1, 9]), null, rule)).toBe(1);
  });

  test('of those that lose as much it takes the safest', () => {
    expect(choose(standing([0.2, 1.2], [0.1, 1.2]), null, rule)).toBe(1);
  });

  test('an incumbent stays unless somebody is clearly better', () => {
    expect(choose(standing([0, 1.2], [0, 1.195]), 0, rule)).toBe(0);
    expect(choose(standing([0, 1.2], [0, 1.18]), 0, rule)).toBe(1);
    expect(choose(standing([0.9, 1, 0.5], [0.1, 1.1]), 0, rule)).toBe(1);
  });

  test('nobody is chosen of nobody', () => {
    expect(() => choose([], null, rule)).toThrow(RangeError);
  });

  test('nobody loses less than the chosen, but for what an incumbent is forgiven', () => {
    fc.assert(
      fc.property(someStandings, fc.nat(), (all, at) => {
        const loss = ({ costRatio, worth }: Merit): number => costRatio + worth;
        const least = Math.min(...all.map(loss));
        expect(loss(all[choose(all, null, rule)] as Merit)).toBe(least);
        const kept = all[choose(all, at % all.length, rule)] as Merit;
        expect(loss(kept)).toBeLessThanOrEqual(least + 0.01 * 9 + 1e-9);
      }),
    );
  });

  test('the hull is convex, falling in cost, and nobody lies below it', () => {
    fc.assert(
      fc.property(someStandings, (all) => {
        const hull = lowerHull(all);
        for (let at = 1; at < hull.length; at++) {
          const [cheap, safe] = [hull[at - 1] as Merit, hull[at] as Merit];
          expect(safe.violationPercent).toBeLessThan(cheap.violationPercent);
          expect(safe.costRatio).toBeGreaterThan(cheap.costRatio);
          for (const { violationPercent, costRatio } of all) {
            if (violationPercent < safe.violationPercent || violationPercent > cheap.violationPercent) continue;
            const share = (violationPercent - safe.violationPercent) / (cheap.violationPercent - safe.violationPercent);
            expect(costRatio).toBeGreaterThanOrEqual(
              safe.costRatio + share * (cheap.costRatio - safe.costRatio) - 1e-6,
            );
          }
        }
      }),
    );
  });
});
