import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tell } from '../../../../../core/model/reason.ts';
import { kindOf } from '../../../../../core/scaling/config/policies/any-kind/ways.ts';
import type { PolicyConfig } from '../../../../../core/scaling/config/policy-kinds.ts';
import { propose } from '../../../../../core/scaling/policies/catalogue.ts';
import { blank, expectiles, type Learned } from '../../../../../core/scaling/policies/provisioner/learned.ts';
import { addMiss, missQuantile, volatility } from '../../../../../core/scaling/policies/provisioner/misses.ts';
import { predict, regress } from '../../../../../core/scaling/policies/provisioner/regression.ts';
import { learnSeason, usualAt, usualPeakIn } from '../../../../../core/scaling/policies/provisioner/season.ts';
import { type Sized, unitsFor, unitsServing } from '../../../../../core/scaling/policies/provisioner/units-for.ts';
import { wantedPerSecond } from '../../../../../core/scaling/policies/provisioner/wanted.ts';
import type { Proposal } from '../../../../../core/scaling/policy.ts';
import { aCapacity, aConfig, anObservation, aReading, minuteMs, noonMs } from '../../../../fixtures.ts';
import { look } from './look.ts';

const capacity = { unitPerSecond: 80, serversPerUnit: 8, waitSeconds: 0.2, needTail: 0.001, strain: null };

function aProvisioner(changes: Partial<Sized> = {}): Sized {
  return {
    kind: 'provisioner',
    reading: 'demand',
    ...capacity,
    asking: { by: 'rate', target: 0.5 },
    holdSeconds: 0,
    ...changes,
  };
}

const flat = (perSecond: number, minutes: number): number[] => Array.from({ length: minutes }, () => perSecond);
const noisy = (minutes: number): number[] =>
  Array.from(
    { length: minutes },
    (_, at) => 800 + 400 * Math.sin((2 * Math.PI * at) / 1440) + 40 * Math.sin(at * 12.9898) ** 3,
  );
const lastOf = (proposals: readonly Proposal[]): Proposal => proposals[proposals.length - 1] as Proposal;
const windowMaximum = (margin: number): PolicyConfig<'provisioner'>['asking'] => ({
  by: 'window-maximum',
  expectile: 0.8,
  quantile: null,
  margin,
});

describe('a provisioner', () => {
  test('by rate divides by the target share of a unit', () => {
    expect(lastOf(look(aProvisioner(), flat(400, 3))).desired).toEqual({ units: 10 });
  });

  test('by envelope asks for the steady demand and what a queue needs above it', () => {
    const asking = { by: 'envelope', periods: 10, deviations: 3 } as const;
    expect(lastOf(look(aProvisioner({ asking }), flat(800, 200))).desired).toEqual({ units: 11 });
  });

  test('by window maximum settles on a steady demand', () => {
    expect(lastOf(look(aProvisioner({ asking: windowMaximum(0) }), flat(800, 600))).desired).toEqual({ units: 11 });
  });

  test('by window maximum sees a daily rise coming that it has met before', () => {
    const day = Array.from({ length: 1440 }, (_, minute) =>
      minute >= 600 && minute < 700 ? 800 + 8 * (minute - 600) : 800,
    );
    const demand = Array.from({ length: 12 }, () => day)
      .flat()
      .slice(0, 11 * 1440 + 640);
    const policy = aProvisioner({ asking: windowMaximum(0) });
    const asked = look(policy, demand).map(({ desired }) => desired?.units as number);
    const last = asked[asked.length - 1] as number;
    const seen = demand[demand.length - 3] as number;
    expect(last).toBeGreaterThan(Math.ceil(seen / 80));
  });

  test('goes down only to the highest need of the hold', () => {
    const policy = aProvisioner({ asking: { by: 'rate', target: 0.9 }, holdSeconds: 300 });
    const asked = look(policy, [...flat(800, 3), ...flat(400, 8)]).map(({ desired }) => desired?.units);
    expect(asked).toEqual([12, 12, 12, 12, 12, 12, 12, 6, 6, 6, 6]);
  });

  test('keeps no more of a hold than the highest demand that is known would need, with a margin, and says so', () => {
    const policy = aProvisioner({ holdSeconds: 300 });
    const asked = look(policy, [...flat(800, 3), ...flat(400, 8)]);
    expect(asked.map(({ desired }) => desired?.units)).toEqual([20, 20, 20, 13, 13, 13, 13, 10, 10, 10, 10]);
    expect(tell((asked[3] as Proposal).because)).toMatch(
      /20 is the highest of 300 s; 13 of them are kept, enough for the/,
    );
    const known = look(policy, [...flat(1600, 3), ...flat(100, 10), ...flat(800, 3), ...flat(400, 4)]);
    expect(lastOf(known).desired).toEqual({ units: 20 });
  });

  test('keeps no more of a reserve either: what was short is known by then', () => {
    const policy = aProvisioner({ asking: windowMaximum(0) });
    const short = look(policy, flat(800, 60), null, noonMs, null, 4);
    const settled = short.slice(30).map(({ desired }) => desired?.units ?? 0);
    expect(Math.max(...settled)).toBe(13);
    expect(Math.min(...settled)).toBeGreaterThan(11);
  });

  test('takes what a day usually brings for the highest where memory of before has none', () => {
    const policy = aProvisioner({ holdSeconds: 3600 });
    const day = [...flat(100, 1200), ...flat(800, 200), ...flat(400, 40)];
    const { learned, ...others } = lastOf(look(policy, day)).state as { learned: Learned };
    const { highest, ...before } = learned;
    expect(highest).toBeCloseTo(Math.log(800), 2);
    const next = look(policy, flat(400, 1), { ...others, learned: before }, noonMs + 1440 * minuteMs);
    expect(lastOf(next).desired).toEqual({ units: 13 });
    expect((lastOf(next).state as { learned: Learned }).learned.highest).toBeCloseTo(Math.log(800), 1);
  });

  test('asks at no look for more than the higher of what it would ask without hold and reserve, and of that highest need', () => {
    const some = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 80 });
    const askings: readonly PolicyConfig<'provisioner'>['asking'][] = [
      { by: 'rate', target: 0.3 },
      { by: 'envelope', periods: 10, deviations: 4 },
      { by: 'window-maximum', expectile: 0.97, quantile: 0.99, margin: 0 },
      { by: 'same-time', days: 1, share: 1.25, target: 0.5 },
    ];
    fc.assert(
      fc.property(
        some,
        fc.constantFrom(...askings),
        fc.constantFrom(60, 1200, 86_400),
        (demand, asking, holdSeconds) => {
          const policy = aProvisioner({ asking, holdSeconds });
          let highest = 0;
          look(policy, demand, null, noonMs, null, 3).forEach(({ desired, because }, at) => {
            highest = Math.max(highest, demand[at] ?? 0);
            const most = Math.ceil(1.15 * unitsServing(policy, Math.max(highest, 0.05 * 80)));
            expect(desired?.units).toBeLessThanOrEqual(Math.max(most, Number(because.plain), aCapacity().asked));
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  test('leaves a tenth that is spare as it is, lowers what is more to half of that, and says so', () => {
    const policy = aProvisioner();
    const asks = (asked: number): Proposal => {
      const observation = anObservation({
        config: aConfig({ leadSeconds: 180 }),
        capacity: aCapacity({ asked, running: asked }),
        readings: {
          demand: {
            ...aReading([]),
            samples: [{ is: 'value', atMs: noonMs - 2 * minuteMs, value: 800 }],
          },
        },
      });
      return propose(policy, observation, null);
    };
    const told = (asked: number): string => tell(asks(asked).because);
    expect([20, 22, 23].map((asked) => asks(asked).desired?.units)).toEqual([20, 22, 21]);
    expect(asks(19).desired).toEqual({ units: 20 });
    expect(told(20)).not.toContain('leave room');
    expect(told(22)).toContain('22 leave room for a little more');
    expect(told(23)).toContain('20 is the highest of 0 s; 21 leave room for a little more');
  });

  test('goes on from what it knows while data is missing, and says that it is blind', () => {
    const [, , silent] = look(aProvisioner(), [400, 400, null]);
    expect(silent).toMatchObject({ desired: { units: 10 }, blind: true });
    expect(look(aProvisioner(), [null])[0]).toMatchObject({ desired: null, blind: true });
  });

  test('comes back from a gap with what is measured then', () => {
    const gap = Array.from({ length: 300 }, () => null);
    expect(
      lastOf(look(aProvisioner({ asking: windowMaximum(0) }), [...noisy(2000), ...gap, ...flat(400, 30)])).desired
        ?.units,
    ).toBeLessThan(8);
  });

  test('asks for what is usual at that time, and a fifth more, while data has been lacking for long', () => {
    const day = Array.from({ length: 1440 }, (_, minute) => (minute >= 720 && minute < 780 ? 1600 : 400));
    const demand = [...Array.from({ length: 10 }, () => day).flat(), ...day.slice(0, 700)];
    const gap = Array.from({ length: 70 }, () => null);
    const startMs = noonMs - 12 * 60 * minuteMs;
    const silent = (silentSinceMs: number | null) => {
      const { state } = lastOf(look(aProvisioner(), demand, null, startMs));
      return lastOf(look(aProvisioner(), gap, state, startMs + demand.length * minuteMs, silentSinceMs));
    };
    expect(silent(null).desired).toEqual({ units: 10 });
    const degraded = silent(startMs + demand.length * minuteMs);
    expect(degraded.blind).toBe(true);
    expect(degraded.desired?.units).toBeGreaterThan(30);
  });

  describe('after units have fallen short', () => {
    const short = (policy: PolicyConfig<'provisioner'>) => lastOf(look(policy, flat(800, 200), null, noonMs, null, 8));

    test('keeps a reserve on its forecast, and says so', () => {
      const proposal = short(aProvisioner({ asking: windowMaximum(0) }));
      expect(proposal.desired?.units).toBeGreaterThan(11);
      expect(proposal.because.says).toContain('units have fallen short');
    });

    test('leaves a plain rate as it is', () => {
      expect(short(aProvisioner()).desired).toEqual({ units: 20 });
    });
  });

  test('takes in a value once, however often it is read', () => {
    const policy = aProvisioner({ asking: windowMaximum(0.1) });
    const once = lastOf(look(policy, noisy(100)));
    const again = look(policy, [noisy(100)[99] as number], once.state, noonMs + 99 * minuteMs)[0];
    expect(again?.state).toEqual(once.state);
  });

  test('leaves what it was given as it was', () => {
    const policy = aProvisioner({ asking: windowMaximum(0.1) });
    const { state } = lastOf(look(policy, noisy(300)));
    const before = JSON.stringify(state);
    look(policy, noisy(10), state, noonMs + 300 * minuteMs);
    expect(JSON.stringify(state)).toBe(before);
  });

  test('goes on from stored state as from its own', () => {
    const policy = aProvisioner({ asking: windowMaximum(0.1) });
    const { state } = lastOf(look(policy, noisy(1500)));
    const more = noisy(60);
    const stored = look(policy, more, JSON.parse(JSON.stringify(state)), noonMs + 1500 * minuteMs);
    expect(stored).toEqual(look(policy, more, state, noonMs + 1500 * minuteMs));
  });

  test('keeps less than 10 kB after three weeks', () => {
    const { state } = lastOf(look(aProvisioner({ asking: windowMaximum(0.1), holdSeconds: 3600 }), noisy(21 * 1440)));
    expect(JSON.stringify(state).length).toBeLessThan(10_000);
  });

  test('keeps what it has learned when the way of asking changes', () => {
    const { state } = lastOf(look(aProvisioner(), noisy(3 * 1440)));
    const asked = lastOf(look(aProvisioner({ asking: windowMaximum(0) }), [860], state, noonMs + 3 * 1440 * minuteMs))
      .desired?.units;
    expect(asked).toBeGreaterThan(9);
    expect(asked).toBeLessThan(16);
  });

  test('a demand beyond all measure is answered without a table', () => {
    expect(unitsFor(aProvisioner({ asking: windowMaximum(0) }), 1e9)).toBeGreaterThan(1e9 / 80);
    expect(unitsFor(aProvisioner({ asking: windowMaximum(0) }), 0)).toBe(1);
  });
});

describe('what a provisioner learns', () => {
  const features = (x: number): number[] => [1, x, ...new Array<number>(12).fill(0)];

  test('an asymmetric regression lies above most of what comes', () => {
    const [calm, bursty] = [0.5, 0.97].map((expectile) => {
      const learner = blank().learners[0] as Learned['learners'][number];
      for (let at = 0; at < 4000; at++)
        regress(learner, features(at % 5), 0.1 * (at % 5) + 0.2 * Math.sin(at * 12.9898), expectile);
      return predict(learner, features(2));
    }) as [number, number];
    expect(calm).toBeCloseTo(0.2, 1);
    expect(bursty).toBeGreaterThan(calm + 0.08);
  });

  test('a quantile of misses is what that share stayed below', () => {
    const learner = blank().learners[0] as Learned['learners'][number];
    const missed = { hour: 3, weight: 1, minutes: 1 };
    for (let at = 0; at < 20_000; at++) addMiss(learner, ((at * 7919) % 1000) / 1000, 1, missed);
    expect(missQuantile(learner, 0.9)).toBeCloseTo(0.9, 1);
    expect(missQuantile(learner, 0.5)).toBeCloseTo(0.5, 1);
    expect(volatility(learner, 3)).toBeGreaterThan(0.4);
  });

  test('by the same time of the day and of the week are two kinds, and each goes by its own and says so', () => {
    const asks = (days: 1 | 7) => ({ by: 'same-time', days, share: 1.25, target: 1 }) as const;
    const forecast = { maxima: [], volatilities: [], usualPeaks: { 1: 100, 7: 300 } };
    const wanted = (days: 1 | 7) => wantedPerSecond(asks(days), { ...blank(), last: 50 }, forecast);
    expect([wanted(1), wanted(7)]).toEqual([125, 375]);
    expect(kindOf({ asking: asks(1), holdSeconds: 600 })).not.toBe(kindOf({ asking: asks(7), holdSeconds: 600 }));
    const told = (days: 1 | 7) => tell(lastOf(look(aProvisioner({ asking: asks(days) }), flat(100, 3))).because);
    expect(told(1)).toContain('1.25 times what this time of day usually brings');
    expect(told(7)).toContain('1.25 times what this time of the week usually brings');
  });

  test('the usual peak by the week is the level of its half hour, with what the quarter of the day has above its own', () => {
    const half = 2 * (9 + 3 * 24);
    const day = Array.from({ length: 96 }, () => 100);
    const peaks = day.map((_, quarter) => (quarter === 36 ? 50 : 0));
    const week = Array.from({ length: 336 }, (_, cell) => (cell === half ? 300 : cell > half ? null : 100));
    // 1970-01-01 was a Thursday.
    const at = (days: number, hour: number, by: 1 | 7) => {
      const minute = days * 1440 + hour * 60;
      return usualPeakIn({ day, week, peaks }, minute, minute + 1, by);
    };
    expect([at(0, 9, 7), at(0, 9, 1)]).toEqual([3.5, 1.5]);
    expect([at(6, 9, 7), at(6, 9, 1)]).toEqual([1.5, 1.5]);
    expect([at(0, 8, 7), at(0, 12, 7)]).toEqual([1, 1]);
    expect(at(1, 9, 7)).toBe(1.5);
    expect(usualPeakIn({ day, week: [], peaks }, 9 * 60, 9 * 60 + 1, 7)).toBe(1.5);
  });

  test('the usual level is known for times of day once seen, and the weekday counts where it is known', () => {
    const learned = blank();
    expect(usualAt(learned, 100)).toBe(null);
    for (let minute = 0; minute < 15 * 1440; minute++)
      learnSeason(learned, minute, Math.floor(minute / 1440) % 7 === 2 ? 5 : 3);
    expect(usualAt(learned, 16 * 1440 + 720)).toBeGreaterThan(4);
    expect(usualAt(learned, 18 * 1440 + 720)).toBeLessThan(3.6);
  });

  test('both expectiles are learned side by side', () => {
    expect(blank().learners).toHaveLength(expectiles.length);
  });
});
