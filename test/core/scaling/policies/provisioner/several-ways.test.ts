import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tell } from '../../../../../core/model/reason.ts';
import { kindOf, type WeighedWay, waysOf } from '../../../../../core/scaling/config/policies/any-kind/ways.ts';
import type { PolicyConfig } from '../../../../../core/scaling/config/policy-kinds.ts';
import type { HeldByKind } from '../../../../../core/scaling/policies/provisioner/held.ts';
import type { Proposal } from '../../../../../core/scaling/policy.ts';
import { minuteMs, noonMs } from '../../../../fixtures.ts';
import { look as lookAsking } from './look.ts';

type Provisioner = PolicyConfig<'provisioner'>;

const unit = { unitPerSecond: 80, serversPerUnit: 8, waitSeconds: 0.2, needTail: 0.001, strain: null };
const rate = (target: number) => ({ by: 'rate', target }) as const;
const maximum = { by: 'window-maximum', expectile: 0.8, quantile: null, margin: 0 } as const;

function aProvisioner(first: Omit<WeighedWay, 'weight'>, ...others: readonly WeighedWay[]): Provisioner {
  return {
    kind: 'provisioner',
    reading: 'demand',
    ...unit,
    ...first,
    ...(others.length > 0 && { others: [...others] }),
  };
}

/** Looks each minute at what arrives per second, where so many units run and one is asked for: nothing is spare. */
function look(policy: Provisioner, demand: readonly number[], state: unknown = null, startMs = noonMs, running = 1000) {
  return lookAsking(policy, demand, state, startMs, null, running, 1);
}

/** The last of some looks at 800 a second while so many units are asked for. */
function whileAsked(policy: Provisioner, asked: number): Proposal {
  return lastOf(lookAsking(policy, flat(800, 5), null, noonMs, null, asked, asked));
}

const unitsOf = (proposals: readonly Proposal[]) => proposals.map(({ desired }) => desired?.units ?? Number.NaN);
const lastOf = (proposals: readonly Proposal[]): Proposal => proposals[proposals.length - 1] as Proposal;
const flat = (perSecond: number, minutes: number): number[] => Array.from({ length: minutes }, () => perSecond);

const someAskings = [rate(0.5), rate(0.9), maximum, { by: 'envelope', periods: 10, deviations: 3 }] as const;
const someWays = fc
  .uniqueArray(fc.record({ asking: fc.constantFrom(...someAskings), holdSeconds: fc.constantFrom(60, 300, 1200) }), {
    selector: kindOf,
    minLength: 2,
    maxLength: 6,
  })
  .chain((ways) =>
    fc.tuple(
      ...ways.map((way, at) =>
        fc.double({ min: at === 0 ? 1 : 0.02, max: 1, noNaN: true }).map((weight) => ({ ...way, weight })),
      ),
    ),
  );

describe('a provisioner of several ways', () => {
  const [hour, minute] = [
    { holdSeconds: 3600, weight: 1 },
    { holdSeconds: 60, weight: 1 },
  ];

  test('asks at each look for the mean of what each keeps by itself, and for no less than all of it', () => {
    const someDemand = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(someWays, someDemand, ([first, ...others], demand) => {
        const ways = [first as WeighedWay, ...others];
        const each = ways.map((way) => unitsOf(look(aProvisioner(way), demand)));
        const weights = ways.reduce((sum, { weight }) => sum + weight, 0);
        const mean = demand.map(
          (_, at) => ways.reduce((sum, { weight }, one) => sum + weight * (each[one]?.[at] ?? 0), 0) / weights,
        );
        const asked = unitsOf(look(aProvisioner(first as WeighedWay, ...others), demand));
        asked.forEach((units, at) => {
          expect(units).toBeGreaterThanOrEqual((mean[at] as number) - 1e-6);
          expect(units).toBeLessThan((mean[at] as number) + 1);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('says how many they are, between what they lie, and what their mean is', () => {
    const policy = aProvisioner(
      { asking: rate(0.5), holdSeconds: 60 },
      { asking: rate(1), holdSeconds: 300, weight: 0.25 },
    );
    expect(tell(lastOf(look(policy, flat(800, 5))).because)).toBe(
      '1440 per second of demand are to be served; 2 ways to ask keep 10 to 20 units for that, and 18 are their mean by weight',
    );
  });

  test('leaves what is spare while it is less than half of what its ways are apart, and says so', () => {
    const apart = aProvisioner({ asking: rate(1), ...hour }, { asking: rate(0.5), ...minute });
    const alike = aProvisioner({ asking: rate(0.67), ...hour }, { asking: rate(0.68), ...minute });
    expect(unitsOf([16, 18, 19, 20].map((asked) => whileAsked(apart, asked)))).toEqual([16, 18, 16, 16]);
    expect(unitsOf([16, 18].map((asked) => whileAsked(alike, asked)))).toEqual([16, 16]);
    expect(tell(whileAsked(apart, 18).because)).toMatch(
      /15 are their mean by weight; 18 leave room for as much as the ways are apart/,
    );
    expect(tell(whileAsked(alike, 16).because)).toMatch(/; 16 leave room for a little more/);
  });

  test('gives a reserve to those that forecast, and none to a rate', () => {
    const forecast = aProvisioner({ asking: maximum, holdSeconds: 60 });
    const both = aProvisioner({ asking: maximum, holdSeconds: 60 }, { asking: rate(1), holdSeconds: 60, weight: 1 });
    const [one, mean] = [look(forecast, flat(800, 40), null, noonMs, 4), look(both, flat(800, 40), null, noonMs, 4)];
    expect(unitsOf(one)[20]).toBe(13);
    expect(unitsOf(mean)[20]).toBe(Math.ceil((13 + 10) / 2));
    expect(tell(mean[20]?.because as Proposal['because'])).toMatch(
      /units have fallen short, so more are kept for a while/,
    );
  });

  test('goes on with the hold of a kind where another of it takes its place', () => {
    const before = lastOf(
      look(aProvisioner({ asking: rate(1), ...minute }, { asking: rate(0.8), ...hour }), flat(800, 5)),
    );
    const after = aProvisioner({ asking: rate(1), ...minute }, { asking: rate(1), ...hour });
    const [next] = look(after, flat(80, 2), before.state, noonMs + 6 * minuteMs).slice(-1);
    expect(next?.desired).toEqual({ units: Math.ceil((1 + 12) / 2) });
  });

  test('lets a kind that is new take over what the first held', () => {
    const before = lastOf(look(aProvisioner({ asking: rate(1), ...hour }), flat(800, 5)));
    const after = aProvisioner({ asking: maximum, ...minute }, { asking: rate(1), holdSeconds: 7200, weight: 1 });
    const held = (lastOf(look(after, flat(80, 2), before.state, noonMs + 6 * minuteMs)).state as { held: HeldByKind })
      .held;
    expect(Object.keys(held)).toEqual(waysOf(after).map(kindOf));
    expect(held['rate 7200']?.[0]?.[1]).toBe(10);
  });
});
