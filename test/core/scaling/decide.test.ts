import { describe, expect, test } from 'vitest';
import { blankMemory } from '../../../core/model/memory.ts';
import type { Reading } from '../../../core/readings/reading.ts';
import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import { decide } from '../../../core/scaling/decide.ts';
import type { Observation } from '../../../core/scaling/observation.ts';
import {
  aCapacity,
  aConfig,
  aMemory,
  anObservation,
  aPart,
  aReading,
  minuteMs,
  noonMs,
  type Told,
} from '../../fixtures.ts';

const tracking = { kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 } as const;
const stepping: ScalableInput['policies'][number] = { kind: 'step', reading: 'cpu', steps: [{ from: 80, add: 3 }] };

function aConfigOf(policies: ScalableInput['policies'], rest: Partial<ScalableInput> = {}) {
  return aConfig({ readings: { demand: { parts: [aPart] }, cpu: { parts: [aPart] } }, policies, ...rest });
}

/** Looks on and on: each look sees what the last one asked for, at once, and one more reading. */
function live(demand: readonly Told[], everyMs = minuteMs, rest: Partial<Observation> = {}): number[] {
  let observation = anObservation({ memory: aMemory({ seen: [{ atMs: 0, asked: 10, running: 10 }] }), ...rest });
  return demand.map((told, index) => {
    const atMs = noonMs + index * everyMs;
    const decision = decide({ ...observation, atMs, readings: { demand: aReading([told], atMs - 2 * minuteMs) } });
    const { change, keep } = decision;
    const asked = change?.units ?? observation.capacity.asked;
    const intention =
      change === null
        ? observation.memory.intention
        : { desired: change, askedAtMs: atMs, reference: 'x', completed: true };
    observation = { ...observation, capacity: aCapacity({ asked }), memory: aMemory(keep, { intention }) };
    return asked;
  });
}

describe('of several policies', () => {
  const readings = { demand: aReading([1200]), cpu: aReading([85]) };

  test('the highest proposal wins, and is the binding reason', () => {
    const { desired, reasons, binding } = decide(anObservation({ config: aConfigOf([tracking, stepping]), readings }));
    expect(reasons.map(({ by, desired: wanted }) => [by, wanted?.units])).toEqual([
      ['target-tracking', 12],
      ['step', 13],
    ]);
    expect([desired.units, reasons[binding]?.by]).toEqual([13, 'step']);
  });

  test('one that lacks data keeps the others from lowering, and lets them raise', () => {
    const config = aConfigOf([tracking, stepping]);
    const low = decide(anObservation({ config, readings: { demand: aReading([300]), cpu: aReading(['late']) } }));
    const high = decide(anObservation({ config, readings: { demand: aReading([1500]), cpu: aReading(['late']) } }));
    expect([low.desired.units, high.desired.units]).toEqual([10, 15]);
  });

  test('all silent leave capacity as it is', () => {
    const { desired, change, reasons, binding } = decide(
      anObservation({ config: aConfigOf([stepping]), readings: { cpu: aReading([50]) } }),
    );
    expect([desired.units, change]).toEqual([10, null]);
    expect(reasons[binding]?.because.says).toContain('no step asks for a change');
  });

  test('all silent still bring capacity into its bounds', () => {
    const observation = { config: aConfigOf([stepping]), readings: { cpu: aReading([50]) } };
    expect(decide(anObservation({ ...observation, capacity: aCapacity({ asked: 25 }) })).change).toEqual({ units: 20 });
    expect(decide(anObservation({ ...observation, capacity: aCapacity({ asked: 50 }) })).change).toEqual({ units: 25 });
    expect(decide(anObservation({ ...observation, capacity: aCapacity({ asked: 0 }) })).change).toEqual({ units: 2 });
  });
});

test('a guard that speaks and changes nothing is not the binding reason', () => {
  const memory = aMemory({ silentSinceMs: noonMs - 60 * minuteMs });
  const { reasons, binding } = decide(anObservation({ memory, readings: { demand: aReading([1500, 'late']) } }));
  expect(reasons.map(({ by, desired }) => [by, desired?.units])).toEqual([
    ['target-tracking', 15],
    ['silence', 15],
  ]);
  expect(binding).toBe(0);
});

describe('the mode', () => {
  const up = { readings: { demand: aReading([1500]) } };
  const down = { readings: { demand: aReading([500]) }, config: aConfig({ scaleIn: { holdSeconds: 0 } }) };
  const changes = (mode: NonNullable<ScalableInput['mode']>, { config = aConfig(), ...rest }: Partial<Observation>) => {
    const { desired, change, withheld } = decide(anObservation({ ...rest, config: { ...config, mode } }));
    return [desired.units, change?.units ?? null, withheld?.mode ?? null];
  };

  test('on acts both ways', () => {
    expect([changes('on', up), changes('on', down)]).toEqual([
      [15, 15, null],
      [5, 5, null],
    ]);
  });

  test('scale-out-only says what it would take away and does not', () => {
    expect([changes('scale-out-only', up), changes('scale-out-only', down)]).toEqual([
      [15, 15, null],
      [5, null, 'scale-out-only'],
    ]);
  });

  test.each(['recommend', 'off'] as const)('%s only says', (mode) => {
    expect([changes(mode, up), changes(mode, down)]).toEqual([
      [15, null, mode],
      [5, null, mode],
    ]);
  });
});

describe('over time', () => {
  test('capacity follows demand up at once and down after the hold', () => {
    const demand = [1000, 1600, 600, 600, 600, 600, 600, 600, 600];
    expect(live(demand)).toEqual([10, 16, 16, 16, 16, 16, 16, 8, 6]);
  });

  test('a scalable seen for the first time is held for a while before it goes down', () => {
    expect(live([500, 500, 500, 500, 500, 500, 500], minuteMs, { memory: blankMemory })).toEqual([
      10, 10, 10, 10, 10, 10, 5,
    ]);
  });

  test('a gap in the data holds, and the hold begins anew when data is back', () => {
    const demand: Told[] = [1000, 'late', 'late', 400, 400, 400, 400, 400, 400];
    expect(live(demand)).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 5]);
  });

  test('twenty deliveries of one alarm within seconds double once', () => {
    expect(live(new Array(20).fill(9000), 1000, { config: aConfig({ bounds: { min: 2, max: 100 } }) })).toEqual(
      new Array(20).fill(20),
    );
  });

  test('and the look a minute later doubles again', () => {
    expect(live([9000, 9000, 9000], minuteMs, { config: aConfig({ bounds: { min: 2, max: 100 } }) })).toEqual([
      20, 40, 80,
    ]);
  });
});

describe('what is kept', () => {
  test('is since when data has been lacking, until it is back', () => {
    const silent = decide(anObservation({ readings: {} }));
    expect(silent.keep.silentSinceMs).toBe(noonMs);
    const later = decide(anObservation({ readings: {}, atMs: noonMs + minuteMs, memory: aMemory(silent.keep) }));
    expect(later.keep.silentSinceMs).toBe(noonMs);
    expect(decide(anObservation({ memory: aMemory(later.keep) })).keep.silentSinceMs).toBeNull();
  });

  test('is what was asked for as the need of a look that was blind, so that the hold begins when data is back', () => {
    const { keep } = decide(anObservation({ readings: { demand: aReading([400, 'late']) } }));
    expect(keep.needs).toEqual([{ atMs: noonMs, desired: 10 }]);
  });

  test('is capacity where it has changed, 24 times at most', () => {
    const seen = Array.from({ length: 24 }, (_, index) => ({ atMs: index, asked: index, running: index }));
    const same = decide(anObservation({ memory: aMemory({ seen }), capacity: aCapacity({ asked: 23 }) }));
    expect(same.keep.seen).toEqual(seen);
    const grown = decide(anObservation({ memory: aMemory({ seen }), capacity: aCapacity({ asked: 23, running: 22 }) }));
    expect(grown.keep.seen).toEqual([...seen.slice(1), { atMs: noonMs, asked: 23, running: 22 }]);
  });

  test('is each need that is higher than all after it, within the hold window', () => {
    const needs = [
      { atMs: noonMs - 300_001, desired: 19 },
      { atMs: noonMs - 300_000, desired: 12 },
      { atMs: noonMs - 120_000, desired: 10 },
    ];
    expect(decide(anObservation({ memory: aMemory({ needs }) })).keep.needs).toEqual([
      { atMs: noonMs - 300_000, desired: 12 },
      { atMs: noonMs, desired: 10 },
    ]);
  });

  test('is one need of those that lie close together, the highest, held a little longer', () => {
    const config = aConfig({ scaleIn: { holdSeconds: 3600 } });
    const needs = [{ atMs: noonMs, desired: 12 }];
    expect(decide(anObservation({ atMs: noonMs + 59_999, config, memory: aMemory({ needs }) })).keep.needs).toEqual([
      { atMs: noonMs + 59_999, desired: 12 },
    ]);
    expect(
      decide(anObservation({ atMs: noonMs + 60_000, config, memory: aMemory({ needs }) })).keep.needs,
    ).toHaveLength(2);
  });
});

describe('the next look', () => {
  const lookAgain = (observation: Partial<Observation>) => decide(anObservation(observation)).lookAgainAtMs;

  test('is none where nothing moves', () => {
    expect(lookAgain({})).toBeNull();
    expect(lookAgain({ alarm: 'OK' })).toBeNull();
  });

  test.each<[string, Partial<Observation>]>([
    ['the alarm is on', { alarm: 'ALARM' }],
    ['units are in flight', { capacity: aCapacity({ inFlight: 1 }) }],
    ['something was just asked for', { readings: { demand: aReading([1500]) } }],
    ['no alarm can watch what it reads', { readings: { demand: { ...aReading([1000]), wakes: false } } }],
  ])('is in a minute while %s', (_, observation) => {
    expect(lookAgain(observation)).toBe(noonMs + minuteMs);
  });

  test('is in a minute while nothing runs and a reading may call for the first unit, of which no alarm tells', () => {
    const capacity = aCapacity({ asked: 0 });
    const readings = { demand: aReading([0]) };
    const least = { bounds: { min: 0, max: 20 } };
    expect(lookAgain({ capacity, readings, config: { ...aConfigOf([tracking]), ...least } })).toBe(noonMs + minuteMs);
    const windows = [{ from: '22:00', to: '23:00', floor: 3 }];
    const night = [{ from: '11:00', to: '13:00', ceiling: 0 }];
    const shut = aConfig({
      bounds: { min: 0, max: 20 },
      readings: { demand: { parts: [aPart], speaksAtZero: true } },
      policies: [tracking, { kind: 'schedule', timeZone: 'UTC', windows: night }],
    });
    expect(lookAgain({ capacity, readings, config: shut })).toBeNull();
    const byClock = { ...aConfigOf([{ kind: 'schedule', timeZone: 'UTC', windows }]), ...least };
    expect(lookAgain({ capacity, readings, config: byClock })).toBeNull();
  });

  test('is none for readings as 0.1.0 recorded them, which alarms could watch', () => {
    const { unit: _, wakes: __, ...recorded } = aReading([1000]);
    expect(lookAgain({ readings: { demand: recorded as Reading } })).toBeNull();
  });

  test('is at the turn of a window where that comes first', () => {
    const windows = [{ from: '12:05', to: '13:00', floor: 3 }];
    const config = aConfigOf([tracking, { kind: 'schedule', timeZone: 'UTC', windows }]);
    expect(lookAgain({ config })).toBe(noonMs + 5 * minuteMs);
    expect(lookAgain({ config, alarm: 'ALARM' })).toBe(noonMs + minuteMs);
  });
});

describe('what others know of a scalable', () => {
  test('is remembered of who moves its weights, as long as somebody does', () => {
    const moved = { capacity: aCapacity({ movesWeights: 'the CANARY deployments of ECS' }) };
    expect(decide(anObservation(moved)).keep.movesWeights).toBe('the CANARY deployments of ECS');
    expect(decide(anObservation())).not.toHaveProperty('keep.movesWeights');
  });
});

describe('units that others count on', () => {
  const booking = (units: number, untilMs = noonMs + minuteMs) => ({
    schema: 1 as const,
    scalable: 'checkout/web',
    by: 'checkout/shares',
    units,
    because: { says: 'a shift counts on them' },
    untilMs,
  });
  const asked = (rest: Partial<Observation>) => decide(anObservation(rest)).desired.units;
  const nobody = { config: aConfigOf([tracking]), readings: { demand: aReading([100]) } };

  test('are there before they are needed, no faster than a step and no further than the bounds', () => {
    expect(asked({ bookings: [booking(14), booking(12)] })).toBe(14);
    expect(asked({ bookings: [booking(9999)] })).toBe(20);
    expect(asked({ bookings: [booking(14)], overrides: [ceiling(12)] })).toBe(12);
    expect(asked({ bookings: [booking(14, noonMs)] })).toBe(10);
  });

  test('stay however little is asked of them, and never lower anything', () => {
    const seen = [{ atMs: 0, asked: 10, running: 10 }];
    const idle = { ...nobody, memory: aMemory({ seen, needs: [] }) };
    expect(asked(idle)).toBe(5);
    expect(asked({ ...idle, bookings: [booking(8)] })).toBe(8);
    expect(asked({ bookings: [booking(3)] })).toBe(10);
  });

  function ceiling(units: number) {
    return { kind: 'ceiling' as const, units, untilMs: noonMs + 1, note: null };
  }
});
