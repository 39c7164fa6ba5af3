import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Decision } from '../../core/model/decision.ts';
import { isUnreadable } from '../../core/model/unreadable-override.ts';
import { boundsOf } from '../../core/scaling/bounds-of.ts';
import { decide } from '../../core/scaling/decide.ts';
import { usualDeploymentSeconds } from '../../core/scaling/deploying.ts';
import type { Desired } from '../../core/scaling/desired.ts';
import { followLaunches, overdueSince, overdueUnits } from '../../core/scaling/launches.ts';
import type { Kept, Observation } from '../../core/scaling/observation.ts';
import { anyObservation } from '../arbitraries.ts';

type Scaled = Decision<Desired, Kept>;

const mostRuns = 3000;
/** What each law is tried on, made and decided once for all of them. */
const looks: (readonly [Observation, Scaled])[] = [];

beforeAll(() => {
  const kept = fc.property(anyObservation, (observation) => void looks.push([observation, decide(observation)]));
  fc.assert(kept, { numRuns: mostRuns });
}, 300_000);

/** A look that breaks the law is looked for once more, to be told as small as it can be. */
function holds(law: (observation: Observation, decision: Scaled) => void, numRuns = 1000): void {
  expect(numRuns).toBeLessThanOrEqual(looks.length);
  try {
    for (const [observation, decision] of looks.slice(0, numRuns)) law(observation, decision);
  } catch (error) {
    const again = fc.property(anyObservation, (observation) => void law(observation, decide(observation)));
    fc.assert(again, { numRuns });
    throw error;
  }
}

/** The same look again after what it decided was asked for: same readings, the next memory. */
function again(observation: Observation, { change, keep }: Scaled): Observation {
  const { atMs, capacity, memory } = observation;
  const intention =
    change === null ? memory.intention : { desired: change, askedAtMs: atMs, reference: 'x', completed: true };
  return {
    ...observation,
    capacity: { ...capacity, asked: change?.units ?? capacity.asked },
    memory: { ...memory, kept: keep, intention, lookedAtMs: atMs },
  };
}

function lacksData({ config, readings }: Observation): boolean {
  return config.policies.some(
    (policy) => 'reading' in policy && readings[policy.reading]?.samples.at(-1)?.is !== 'value',
  );
}

/** The most that was asked for at any time of the hold: capacity is remembered where it changed. */
function mostSeenInHold({ config, memory, atMs }: Observation): number {
  const sinceMs = atMs - config.scaleIn.holdSeconds * 1000;
  const seen = memory.kept?.seen ?? [];
  return Math.max(
    0,
    ...seen.filter((_, index) => (seen[index + 1]?.atMs ?? atMs) >= sinceMs).map(({ asked }) => asked),
  );
}

/** Whether neither a deployment nor what is overdue has outlasted the patience that scale-in has. */
function isWaitedFor(observation: Observation): boolean {
  const { config, memory, capacity, atMs } = observation;
  const since = [
    overdueSince(followLaunches(observation), observation),
    capacity.keepBecause === null ? null : (memory.kept?.deployingSinceMs ?? null),
  ];
  const patienceMs = (config.scaleIn.deploymentPatienceSeconds ?? usualDeploymentSeconds) * 1000;
  return since.every((sinceMs) => sinceMs === null || atMs - sinceMs < patienceMs);
}

function deepFreeze<T>(value: T): T {
  for (const inner of Object.values(value as object))
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}

function isPaused({ overrides, atMs }: Observation): boolean {
  return overrides.some((one) => one.kind === 'pause' && one.untilMs > atMs);
}

const isBusy = ({ capacity }: Observation) => (capacity.rations?.busyBecause ?? null) !== null;

describe('whatever is observed', () => {
  test('a pause changes nothing, and is what binds wherever something else would be asked for without it', () => {
    let cases = 0;
    holds((observation, { change, reasons, binding }) => {
      if (!isPaused(observation)) return;
      expect(change).toBeNull();
      const free = decide({ ...observation, overrides: observation.overrides.filter(({ kind }) => kind !== 'pause') });
      // A pause says zero too: without it another guard keeps one.
      if (free.desired.units === observation.capacity.asked || free.reasons.some(({ by }) => by === 'zero')) return;
      cases++;
      expect(reasons[binding]).toMatchObject({ by: 'pause', because: { withoutIt: free.desired.units } });
    }, 3000);
    expect(cases).toBeGreaterThan(30);
  });

  test('desired is whole units within the bounds in force, or fewer than are above them already, unless nothing may be changed', () => {
    holds((observation, { desired: { units } }) => {
      if (isPaused(observation) || isBusy(observation)) return;
      const { min, max: most } = boundsOf(observation);
      const max = Math.max(most, observation.capacity.asked);
      expect(Number.isSafeInteger(units)).toBe(true);
      expect(units).toBeGreaterThanOrEqual(min);
      expect(units).toBeLessThanOrEqual(max);
    }, 2000);
  });

  test('the bounds in force lie within the target’s own, and else within the config’s', () => {
    holds((observation) => {
      const { config, capacity } = observation;
      const { min, max } = boundsOf(observation);
      expect(min).toBeLessThanOrEqual(max);
      expect(max).toBeLessThanOrEqual(capacity.max ?? Number.POSITIVE_INFINITY);
      expect(min).toBeGreaterThanOrEqual(capacity.min ?? 0);
      if (config.bounds.min <= (capacity.max ?? min)) expect(min).toBeGreaterThanOrEqual(config.bounds.min);
      if (config.bounds.max >= (capacity.min ?? max)) expect(max).toBeLessThanOrEqual(config.bounds.max);
    });
  });

  test('nothing is taken away while a needed reading is late or missing, but by people', () => {
    let cases = 0;
    holds((observation, { desired }) => {
      if (!lacksData(observation) || observation.overrides.length > 0) return;
      cases++;
      expect(desired.units).toBeGreaterThanOrEqual(observation.capacity.asked);
    }, 2000);
    expect(cases).toBeGreaterThan(300);
  });

  test('nothing is taken away while units are coming, nor of what runs while they are overdue, but by people', () => {
    holds((observation, { desired }) => {
      const { capacity, overrides } = observation;
      if (capacity.inFlight === 0 || overrides.length > 0 || !isWaitedFor(observation)) return;
      const coming = capacity.inFlight - overdueUnits(followLaunches(observation), observation);
      const least = coming > 0 ? capacity.asked : Math.min(capacity.asked, capacity.running);
      expect(desired.units).toBeGreaterThanOrEqual(least);
    });
  });

  test('nothing is taken away while an override cannot be read, but by bounds, and it is told', () => {
    let cases = 0;
    holds((observation, { desired, reasons }) => {
      const { capacity, overrides } = observation;
      const isReadable = overrides.every((override) => !isUnreadable(override));
      expect(reasons.some(({ because }) => because.says.includes('cannot be read'))).toBe(!isReadable);
      if (isReadable) return;
      cases++;
      expect(desired.units).toBeGreaterThanOrEqual(Math.min(capacity.asked, boundsOf(observation).max));
    }, 2000);
    expect(cases).toBeGreaterThan(50);
  });

  test('no more is added than one look may add, but to reach the minimum, by people, or to give back what the hold has seen', () => {
    let [atTheLimit, givenBack] = [0, 0];
    holds((observation, { desired: { units } }) => {
      if (observation.overrides.length > 0) return;
      const { asked } = observation.capacity;
      const { maxFactor, maxUnits } = observation.config.scaleOut;
      const step = Math.max(Math.floor(asked * maxFactor), asked + maxUnits);
      const most = Math.max(asked, step, boundsOf(observation).min);
      if (units === step) atTheLimit++;
      if (units > most) givenBack++;
      expect(units).toBeLessThanOrEqual(Math.max(most, mostSeenInHold(observation)));
    }, 3000);
    expect(atTheLimit).toBeGreaterThan(20);
    expect(givenBack).toBeGreaterThan(0);
  });

  test('the same observation gives the same decision, and is left as it was', () => {
    holds((observation, decision) => expect(decide(deepFreeze(observation))).toStrictEqual(decision));
  });

  test('a second look at the same data asks for nothing more: looks never compound', () => {
    let cases = 0;
    holds((observation, decision) => {
      if (decision.change !== null) cases++;
      expect(decide(again(observation, decision)).change).toBeNull();
    }, 2000);
    expect(cases).toBeGreaterThan(300);
  });

  test('observation and decision survive JSON unchanged, and what was read back is decided alike', () => {
    holds((observation, decision) => {
      expect(JSON.parse(JSON.stringify(decision))).toStrictEqual(decision);
      const read = JSON.parse(JSON.stringify(observation));
      expect(read).toStrictEqual(observation);
      expect(decide(read)).toStrictEqual(decision);
    });
  });

  test('change, withheld and lowers tell the same story as desired', () => {
    holds(({ capacity: { asked } }, { desired, change, withheld, lowers }) => {
      expect(lowers).toBe(desired.units < asked);
      expect(change).toEqual(desired.units === asked || withheld !== null ? null : desired);
    });
  });

  test('the mode withholds what it has to and nothing else', () => {
    holds(({ capacity: { asked }, config: { mode } }, { desired, change }) => {
      const allowed = mode === 'on' || (mode === 'scale-out-only' && desired.units > asked);
      expect(change).toEqual(allowed && desired.units !== asked ? desired : null);
    });
  });

  test('the binding reason is the one that settled what is desired', () => {
    holds(({ capacity: { asked }, config }, { desired, reasons, binding }) => {
      expect(reasons.length).toBeGreaterThanOrEqual(config.policies.length);
      expect(reasons[binding]?.desired ?? { units: asked }).toEqual(desired);
    });
  });
});

test('memory stays under 10 kB over a long time, whatever happens', () => {
  const life = fc.record({
    start: anyObservation,
    everyMs: fc.constantFrom(1000, 60_000, 300_000),
    shrinks: fc.boolean(),
  });
  fc.assert(
    fc.property(life, fc.array(fc.nat(1e9), { minLength: 50, maxLength: 50 }), ({ start, everyMs, shrinks }, needs) => {
      let observation = start;
      for (let look = 0; look < 2000; look++) {
        const asked = shrinks ? 1e9 - look * 1000 : (needs[look % needs.length] ?? 0);
        const { keep } = decide(observation);
        observation = {
          ...observation,
          atMs: observation.atMs + everyMs,
          capacity: { ...observation.capacity, asked, running: asked + (look % 3) },
          memory: { ...observation.memory, kept: keep },
        };
        if (look % 100 === 99) expect(JSON.stringify(keep).length).toBeLessThan(10_000);
      }
    }),
    { numRuns: 20 },
  );
});
