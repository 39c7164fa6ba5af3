import { describe, expect, test } from 'vitest';
import { tell } from '../../../../core/model/reason.ts';
import { deployingSince } from '../../../../core/scaling/deploying.ts';
import type { ScalingGuard, Situation } from '../../../../core/scaling/guard.ts';
import { bounds as boundsGuard } from '../../../../core/scaling/guards/bounds.ts';
import { hold as holdGuard } from '../../../../core/scaling/guards/hold.ts';
import { inFlight as inFlightGuard } from '../../../../core/scaling/guards/in-flight.ts';
import { overrides as overridesGuard } from '../../../../core/scaling/guards/overrides.ts';
import { pause as pauseGuard } from '../../../../core/scaling/guards/pause.ts';
import { silence as silenceGuard } from '../../../../core/scaling/guards/silence.ts';
import { stepLimits as stepLimitsGuard } from '../../../../core/scaling/guards/step-limits.ts';
import { upstream as upstreamGuard } from '../../../../core/scaling/guards/upstream.ts';
import { zero as zeroGuard } from '../../../../core/scaling/guards/zero.ts';
import { followLaunches } from '../../../../core/scaling/launches.ts';
import type { Launches, Observation, Override } from '../../../../core/scaling/observation.ts';
import type { KeptTiers } from '../../../../core/scaling/tiers/kept-tiers.ts';
import { aCapacity, aConfig, aMemory, anObservation, aPart, minuteMs, noonMs } from '../../../fixtures.ts';

/** Ten units are asked for, unless said otherwise. */
function aSituation(observation: Partial<Observation> = {}, rest: Partial<Situation> = {}): Situation {
  const observed = anObservation(observation);
  const [launches, deployingSinceMs] = [followLaunches(observed), deployingSince(observed)];
  return { observation: observed, launches, needs: [], deployingSinceMs, silentSinceMs: null, ...rest };
}

/** What a guard makes of a number of units. */
const ofUnits = (guard: ScalingGuard) => (situation: Situation, units: number) => {
  const verdict = guard(situation, { units });
  return verdict && { desired: verdict.desired.units, because: verdict.because };
};
const [silence, inFlight, hold, stepLimits, zero, overrides, bounds, pause] = [
  ofUnits(silenceGuard),
  ofUnits(inFlightGuard),
  ofUnits(holdGuard),
  ofUnits(stepLimitsGuard),
  ofUnits(zeroGuard),
  ofUnits(overridesGuard),
  ofUnits(boundsGuard),
  ofUnits(pauseGuard),
];

describe('silence', () => {
  const since = (seconds: number) => ({ silentSinceMs: noonMs - seconds * 1000 });

  test('takes nothing away while data is lacking', () => {
    expect(silence(aSituation({}, since(60)), 4)).toMatchObject({ desired: 10, because: { silentSeconds: 60 } });
  });

  test('lets more be asked for', () => {
    expect(silence(aSituation({}, since(60)), 14)).toBeNull();
  });

  test('has nothing to say while nothing lacks', () => {
    expect(silence(aSituation(), 4)).toBeNull();
  });

  test('says that it is degraded after a while, even where it holds nothing', () => {
    expect(silence(aSituation({}, since(1799)), 10)).toBeNull();
    expect(silence(aSituation({}, since(1800)), 10)?.because.says).toMatch(/^degraded/);
    expect(silence(aSituation({}, since(1800)), 4)).toMatchObject({ desired: 10 });
    expect(silence(aSituation({}, since(1800)), 14)).toMatchObject({ desired: 14 });
  });
});

describe('in flight', () => {
  test('nothing is taken away while units are coming', () => {
    expect(inFlight(aSituation({ capacity: aCapacity({ inFlight: 2 }) }), 4)).toMatchObject({
      desired: 10,
      because: { units: 2 },
    });
  });

  test('nothing is taken away while the target needs its units, and its own reason is told', () => {
    const keepBecause = { says: 'a deployment is running' };
    expect(inFlight(aSituation({ capacity: aCapacity({ keepBecause }) }), 4)).toEqual({
      desired: 10,
      because: keepBecause,
    });
  });

  const launches: Launches = { pending: [{ atMs: noonMs - 7 * minuteMs, units: 4 }], leads: [], again: null };
  const tenAsked = { capacity: aCapacity({ asked: 10, running: 6, inFlight: 4 }) };

  test('units that are overdue by twice the lead are no longer waited for, but what runs is kept', () => {
    expect(inFlight(aSituation(tenAsked, { launches }), 3)).toMatchObject({ desired: 6, because: { units: 4 } });
    expect(inFlight(aSituation(tenAsked, { launches }), 8)).toBeNull();
  });

  test('what is overdue for as long as a deployment may be keeps nothing any more', () => {
    const pending = [{ atMs: noonMs - 61 * minuteMs, units: 4 }];
    expect(inFlight(aSituation(tenAsked, { launches: { ...launches, pending } }), 3)).toBeNull();
  });

  test('a deployment is waited for as long as its patience lasts, and then neither it nor what it launches', () => {
    const keepBecause = { says: 'a deployment is running' };
    const since = (minutes: number) => ({ deployingSinceMs: noonMs - minutes * minuteMs });
    const deploying = { capacity: aCapacity({ inFlight: 3, keepBecause }) };
    expect(inFlight(aSituation(deploying, since(59)), 4)).toMatchObject({ desired: 10, because: keepBecause });
    expect(inFlight(aSituation(deploying, since(60)), 4)).toBeNull();
    const scaleIn = { deploymentPatienceSeconds: 7200 };
    expect(inFlight(aSituation({ ...deploying, config: aConfig({ scaleIn }) }, since(60)), 4)).not.toBeNull();
    const lacking = { capacity: aCapacity({ running: 8, inFlight: 3, keepBecause }) };
    expect(inFlight(aSituation(lacking, since(60)), 4)).toMatchObject({ desired: 10, because: { units: 2 } });
  });

  test('units of which nobody knows how much they are stay for ever', () => {
    const unitsBecause = { says: 'nobody knows the weights' };
    const situation = aSituation({ capacity: aCapacity({ unitsBecause }) }, { deployingSinceMs: 0 });
    expect(inFlight(situation, 4)).toEqual({ desired: 10, because: unitsBecause });
  });

  test('more may be asked for', () => {
    expect(
      inFlight(aSituation({ capacity: aCapacity({ inFlight: 2, keepBecause: { says: 'a deployment' } }) }), 12),
    ).toBeNull();
  });
});

describe('hold', () => {
  const needs = [{ atMs: noonMs - 2 * minuteMs, desired: 7 }];

  test('follows down to the highest need of the window', () => {
    expect(hold(aSituation({}, { needs }), 4)).toMatchObject({ desired: 7, because: { holdSeconds: 300 } });
  });

  test('never raises', () => {
    expect(hold(aSituation({}, { needs: [{ atMs: noonMs, desired: 30 }] }), 4)).toMatchObject({ desired: 10 });
    expect(hold(aSituation({}, { needs: [{ atMs: noonMs, desired: 30 }] }), 12)).toBeNull();
  });

  test('has nothing against what is needed', () => {
    expect(hold(aSituation({}, { needs }), 7)).toBeNull();
  });
});

describe('step limits', () => {
  const limited = (asked: number, desired: number, config = aConfig()) =>
    stepLimits(aSituation({ capacity: aCapacity({ asked }), config }), desired)?.desired ?? 'free';

  test('let a look double, or add four where that is more', () => {
    expect([limited(10, 20), limited(10, 21), limited(1, 5), limited(1, 6), limited(0, 9)]).toEqual([
      'free',
      20,
      'free',
      5,
      4,
    ]);
  });

  test('let a look take away half, or one where half is less', () => {
    expect([limited(10, 5), limited(10, 4), limited(3, 1), limited(1, 0), limited(0, 0)]).toEqual([
      'free',
      5,
      2,
      'free',
      'free',
    ]);
  });

  test('are the config’s own', () => {
    const config = aConfig({ scaleOut: { maxFactor: 1.5, maxUnits: 1 }, scaleIn: { maxPercent: 10 } });
    expect([limited(10, 30, config), limited(10, 1, config), limited(5, 9, config), limited(5, 1, config)]).toEqual([
      15, 9, 7, 4,
    ]);
  });

  describe('give back what a stranger has taken away', () => {
    const takenFrom = (before: number, minutesAgo: number, needed: number) => {
      const seen = [{ atMs: noonMs - minutesAgo * minuteMs, asked: before, running: before }];
      const taken = { capacity: aCapacity({ asked: 2, running: 2 }), memory: aMemory({ seen }) };
      return aSituation(taken, { needs: [{ atMs: noonMs - minuteMs, desired: needed }] });
    };

    test('at once, as far as it was asked for and needed within the hold', () => {
      expect(stepLimits(takenFrom(100, 4, 100), 100)).toBeNull();
      expect(stepLimits(takenFrom(100, 4, 100), 120)).toMatchObject({ desired: 100 });
      expect(stepLimits(takenFrom(100, 4, 40), 100)).toMatchObject({ desired: 40 });
      expect(stepLimits(takenFrom(30, 4, 100), 100)).toMatchObject({ desired: 30 });
    });

    test('and a step at a time where nobody had asked for it', () => {
      const { observation } = takenFrom(2, 4, 2);
      expect(stepLimits(aSituation(observation), 100)).toMatchObject({ desired: 6 });
    });
  });

  describe('count looks in a burst as one', () => {
    const askedMsAgo = (ms: number, before: number, asked: number) => {
      const intention = { desired: { units: asked }, askedAtMs: noonMs - ms, reference: 'x', completed: true };
      const memory = aMemory(
        { seen: [{ atMs: noonMs - 60 * minuteMs, asked: before, running: before }] },
        { intention },
      );
      return aSituation({ memory, capacity: aCapacity({ asked }) });
    };

    test('so that twenty deliveries of one alarm double once', () => {
      expect(stepLimits(askedMsAgo(1000, 10, 20), 40)).toMatchObject({ desired: 20, because: { base: 10 } });
      expect(stepLimits(askedMsAgo(29_999, 10, 20), 40)).toMatchObject({ desired: 20 });
    });

    test('and halve once', () => {
      expect(stepLimits(askedMsAgo(1000, 20, 10), 2)).toMatchObject({ desired: 10, because: { base: 20 } });
    });

    test('and the next look of the schedule goes on', () => {
      expect(stepLimits(askedMsAgo(30_000, 10, 20), 50)).toMatchObject({ desired: 40 });
      expect(stepLimits(askedMsAgo(30_000, 20, 10), 2)).toMatchObject({ desired: 5 });
    });

    test('but never push back what was asked', () => {
      expect(stepLimits(askedMsAgo(1000, 2, 20), 30)).toMatchObject({ desired: 20 });
      expect(stepLimits(askedMsAgo(1000, 30, 5), 2)).toMatchObject({ desired: 5 });
    });
  });
});

describe('overrides', () => {
  const laterMs = noonMs + minuteMs;
  const anOverride = (kind: Override['kind'], units: number | null, untilMs = laterMs): Override => ({
    kind,
    units,
    untilMs,
    note: 'sale',
  });
  const overridden = (desired: number, ...all: Override[]) =>
    overrides(aSituation({ overrides: all }), desired)?.desired ?? 'free';

  test('lift to a floor and cut to a ceiling', () => {
    expect([overridden(4, anOverride('floor', 6)), overridden(7, anOverride('floor', 6))]).toEqual([6, 'free']);
    expect([overridden(9, anOverride('ceiling', 6)), overridden(5, anOverride('ceiling', 6))]).toEqual([6, 'free']);
  });

  test('hold what is asked for while paused, whatever else is set, and tell what would be', () => {
    const paused = (units: number, ...all: Override[]) => pause(aSituation({ overrides: all }), units);
    expect(paused(15, anOverride('floor', 15), anOverride('pause', null))).toMatchObject({
      desired: 10,
      because: { withoutIt: 15, note: 'sale', untilMs: laterMs },
    });
    expect(paused(10, anOverride('pause', null))?.because).toEqual({
      says: 'paused by hand: {note}',
      note: 'sale',
      untilMs: laterMs,
    });
    expect(paused(15, anOverride('pause', null, noonMs), anOverride('floor', 15))).toBeNull();
  });

  test('say which of two wins that contradict each other', () => {
    const because = (desired: number) =>
      overrides(aSituation({ overrides: [anOverride('floor', 8), anOverride('ceiling', 5)] }), desired)?.because;
    for (const desired of [4, 12])
      expect(tell(because(desired) ?? { says: '' })).toBe('a floor set by hand, and it wins over a ceiling of 5: sale');
  });

  test('leave out a note that nobody has written, and name who is known', () => {
    const told = (set: Partial<Override>) =>
      tell(overrides(aSituation({ overrides: [{ ...anOverride('floor', 6), ...set }] }), 4)?.because ?? { says: '' });
    expect(told({ note: null })).toBe('a floor set by hand');
    expect(told({ note: null, by: 'user/alice' })).toBe('a floor set by hand by user/alice');
  });

  test('have no force once they expire', () => {
    expect(overridden(4, anOverride('floor', 6, noonMs))).toBe('free');
    expect(overridden(4, anOverride('floor', 6, noonMs + 1))).toBe(6);
    expect(overridden(4, anOverride('pause', null, noonMs), anOverride('ceiling', 2, noonMs))).toBe('free');
  });

  test('count the strictest of each kind', () => {
    expect(overridden(4, anOverride('floor', 6), anOverride('floor', 8))).toBe(8);
    expect(overridden(12, anOverride('ceiling', 9), anOverride('ceiling', 7))).toBe(7);
  });

  test('let the floor win where floor and ceiling contradict each other', () => {
    expect(overridden(4, anOverride('floor', 8), anOverride('ceiling', 5))).toBe(8);
    expect(overridden(12, anOverride('floor', 8), anOverride('ceiling', 5))).toBe(8);
  });

  test('say who set them why, and until when', () => {
    expect(overrides(aSituation({ overrides: [anOverride('floor', 6)] }), 4)?.because).toMatchObject({
      note: 'sale',
      untilMs: laterMs,
    });
  });
});

describe('bounds', () => {
  const bounded = (desired: number, observation: Partial<Observation> = {}) =>
    bounds(aSituation(observation), desired)?.desired ?? 'free';
  const ceiling = (units: number) =>
    aConfig({
      readings: { demand: { parts: [aPart] } },
      policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '11:00', to: '13:00', ceiling: units }] }],
    });

  test('are 2 and 20 by the config', () => {
    expect([bounded(1), bounded(2), bounded(20), bounded(21)]).toEqual([2, 'free', 'free', 20]);
  });

  test('are narrowed by the target’s own', () => {
    const capacity = aCapacity({ asked: 6, min: 4, max: 8 });
    expect([bounded(3, { capacity }), bounded(4, { capacity }), bounded(9, { capacity })]).toEqual([4, 'free', 8]);
  });

  test('are narrowed by the ceiling of a window that is open', () => {
    const capacity = aCapacity({ asked: 5 });
    expect([
      bounded(20, { capacity, config: ceiling(6) }),
      bounded(20, { capacity, config: ceiling(6), atMs: noonMs + 60 * minuteMs }),
    ]).toEqual([6, 'free']);
  });

  test('take nothing away by themselves: a clock is not a person', () => {
    expect([10, 7, 20].map((units) => bounded(units, { config: ceiling(6) }))).toEqual(['free', 'free', 10]);
  });

  test('give way to the target’s own where the two do not meet, since AWS refuses the rest', () => {
    const above = aCapacity({ min: 30, max: 40 });
    const below = aCapacity({ asked: 0, min: 0, max: 1 });
    expect([
      bounded(10, { capacity: above }),
      bounded(35, { capacity: above }),
      bounded(10, { capacity: below }),
    ]).toEqual([30, 30, 1]);
  });

  test('never ask for what the target refuses, and leave what is there until it may go as far', () => {
    const capacity = aCapacity({ asked: 30, max: 4 });
    expect([15, 30, 5, 4, 3].map((units) => bounded(units, { capacity }))).toEqual([30, 'free', 30, 'free', 'free']);
    expect(limitedTo(capacity, 2)).toBe(4);
  });

  test('never let a ceiling cut below the minimum', () => {
    const config = { ...ceiling(6), bounds: { min: 8, max: 20 } };
    expect(bounded(20, { config, capacity: aCapacity({ asked: 7 }) })).toBe(8);
  });

  const limitedTo = (capacity: Observation['capacity'], units: number) =>
    stepLimits(aSituation({ capacity }), units)?.desired;
});

describe('zero', () => {
  const config = { ...aConfig(), bounds: { min: 0, max: 20 } };
  const silent = { demand: { ...anObservation().readings.demand, speaksAtZero: false } } as Observation['readings'];

  test('is raised to one where nothing would bring it back, and says what to add', () => {
    const verdict = zero(aSituation({ config, readings: silent }), 0);
    expect(verdict).toMatchObject({ desired: 1 });
    expect(verdict?.because.says).toMatch(/^nothing speaks at zero, so the lowest is one; add one of: a backlog/);
  });

  test('may be where something speaks there', () => {
    expect(zero(aSituation({ config }), 0)).toBeNull();
  });

  test('is left to the bounds where those begin above it, and says nothing of one', () => {
    expect(zero(aSituation({ readings: silent }), 0)).toBeNull();
    expect(zero(aSituation({ config, readings: silent }), 1)).toBeNull();
  });

  test('may be where the most is zero', () => {
    expect(zero(aSituation({ config: { ...config, bounds: { min: 0, max: 0 } }, readings: silent }), 0)).toBeNull();
  });
});

describe('connections that are wanted of a tier', () => {
  /** Ten units that want forty connections, of which a unit behind takes thirty. */
  const wanted = (taking?: KeptTiers['taking']) => {
    const passed = {
      ...{ schema: 1 as const, acts: true, asked: 10, running: 10, wants: 10, falls: false, short: false },
      ...{ demand: null, serves: null, heard: {}, saw: {}, takes: null, grants: {}, wakes: [] },
    };
    const need = { connectionsPerUnit: 4, connectionsMost: null, visits: null };
    const upstream = [{ scalable: 'shop/web', need, last: { atMs: noonMs - minuteMs, passed } }];
    const tiers = { grants: {}, waitsSinceMs: null, falls: null, wasShort: false, ...(taking && { taking }) };
    const observation = {
      ...{ tiers: { upstream, downstream: [], ring: null }, memory: aMemory({ tiers }) },
      ...{ config: aConfig({ connectionsMost: { perUnit: 30 }, leadSeconds: 900 }), capacity: aCapacity({ asked: 2 }) },
    };
    const verdict = ofUnits(upstreamGuard)(aSituation(observation), 1);
    return [verdict?.desired, tell(verdict?.because ?? { says: '' })];
  };

  test('are told as they are wanted now', () => {
    expect(wanted()).toEqual([2, 'shop/web want 40 connections, which 2 units take']);
  });

  test('are told as they were wanted where a lead has not passed since', () => {
    const says = 'shop/web wanted as many connections as 3 units take within the last 900 s, and want 40 now';
    expect(wanted({ units: 3, atMs: noonMs - 5 * minuteMs })).toEqual([3, says]);
    expect(wanted({ units: 3, atMs: noonMs - 20 * minuteMs })[0]).toBe(2);
  });
});
