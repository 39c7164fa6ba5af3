import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../../../core/scaling/observation.ts';
import { targetTracking } from '../../../../../core/scaling/policies/target-tracking/target-tracking.ts';
import { aCapacity, aMemory, anObservation, aReading, minuteMs, noonMs, type Told } from '../../../../fixtures.ts';

const demand = { kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 } as const;
const cpu = { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 0.6 } as const;

function forDemand(...told: Told[]) {
  return targetTracking(demand, anObservation({ readings: { demand: aReading(told) } }), null);
}

function forCpu(observation: Partial<Observation>) {
  return targetTracking(cpu, anObservation({ readings: { cpu: aReading([0.9]) }, ...observation }), null);
}

describe('tracking demand', () => {
  test.each([
    [0, 0],
    [1, 1],
    [100, 1],
    [300, 3],
    [300.0000001, 3],
    [300.001, 4],
    [1e-7, 1],
    [1e300, Number.MAX_SAFE_INTEGER],
  ])('%d at 100 a unit takes %d units', (value, units) => {
    expect(forDemand(value)).toMatchObject({ desired: { units }, blind: false });
  });

  test('is not fooled by decimal fractions', () => {
    const policy = { ...demand, target: 0.1 };
    const observation = anObservation({ readings: { demand: aReading([0.3]) } });
    expect(targetTracking(policy, observation, null).desired).toEqual({ units: 3 });
  });

  test('decides on the newest value', () => {
    expect(forDemand(900, 100, 500).desired).toEqual({ units: 5 });
  });

  test.each<[Told[]]>([[[500, 'late']], [[500, 'missing', 'late', 'late']]])(
    'still proposes on %j, but blindly',
    (told) => {
      expect(forDemand(...told)).toMatchObject({ desired: { units: 5 }, blind: true });
    },
  );

  test.each<[Told[]]>([[[]], [['late']], [[500, 'late', 'late', 'late', 'late']]])(
    'is silent and blind on %j',
    (told) => {
      expect(forDemand(...told)).toMatchObject({ desired: null, blind: true });
    },
  );

  test('is silent and blind without its reading', () => {
    expect(targetTracking(demand, anObservation({ readings: {} }), null)).toMatchObject({ desired: null, blind: true });
  });
});

describe('tracking a utilisation', () => {
  test('multiplies by the units that ran when it was measured, not by those of now', () => {
    const seen = [
      { atMs: noonMs - 60 * minuteMs, asked: 10, running: 10 },
      { atMs: noonMs, asked: 36, running: 36 },
    ];
    const proposal = forCpu({ memory: aMemory({ seen }), capacity: aCapacity({ asked: 36 }) });
    expect(proposal).toMatchObject({ desired: { units: 15 }, blind: false, because: { running: 10 } });
  });

  test('prefers the running reading of the same period to what looks have seen', () => {
    const readings = { cpu: aReading([0.6, 0.9]), running: aReading([4, 8, 30], noonMs - minuteMs) };
    expect(forCpu({ readings }).desired).toEqual({ units: 12 });
  });

  test('takes the running reading of a longer period that holds the value', () => {
    const readings = {
      cpu: aReading([0.9], noonMs - 2 * minuteMs),
      running: aReading([8], noonMs - 5 * minuteMs, 300),
    };
    expect(forCpu({ readings }).desired).toEqual({ units: 12 });
  });

  test('falls back to what looks have seen where the running reading lacks that period', () => {
    const readings = { cpu: aReading([0.9]), running: aReading([8, 'late']) };
    expect(forCpu({ readings })).toMatchObject({ desired: { units: 15 }, blind: false });
  });

  test('falls back to what looks have seen where the running reading ended before the value', () => {
    const readings = { cpu: aReading([0.9]), running: aReading([30], noonMs - 10 * minuteMs) };
    expect(forCpu({ readings }).desired).toEqual({ units: 15 });
  });

  test('is silent and blind where nobody knows what ran then', () => {
    expect(forCpu({ memory: aMemory({ seen: [{ atMs: noonMs, asked: 10, running: 10 }] }) })).toMatchObject({
      desired: null,
      blind: true,
    });
  });

  test('is silent and blind where nothing ran: an outage is not a reason to take units away', () => {
    const readings = { cpu: aReading([0.9]), running: aReading([0]) };
    expect(forCpu({ readings })).toMatchObject({ desired: null, blind: true });
  });

  describe('where no metric tells what ran', () => {
    /** Two ran; so many were asked for, and have come or left, within the period of the value. */
    const proposedAfter = (busy: number, units: number, applied = true) => {
      const askedAtMs = noonMs - 2 * minuteMs + 20_000;
      const intention = { desired: { units }, askedAtMs, reference: 'e', completed: true, applied };
      const memory = aMemory({ seen: [{ atMs: askedAtMs, asked: 2, running: 2 }] }, { intention });
      const capacity = aCapacity({ asked: units, running: units });
      return forCpu({ memory, capacity, readings: { cpu: aReading([busy]) } });
    };

    test('what fewer carry once some have left is not a reason to have them back', () => {
      expect(proposedAfter(0.4, 1)).toMatchObject({ desired: { units: 1 }, because: { least: 1, most: 2 } });
      expect(proposedAfter(0.9, 1)).toMatchObject({ desired: { units: 2 } });
    });

    test('what more carry since some have come is not a reason to let go of more than they prove', () => {
      expect(proposedAfter(0.3, 3)).toMatchObject({ desired: { units: 2 }, because: { least: 2, most: 3 } });
    });

    test('what somebody else has made of it counts as it was seen', () => {
      expect(proposedAfter(0.4, 1, false)).toMatchObject({ desired: { units: 2 }, because: { running: 2 } });
    });
  });
});
