import { describe, expect, test } from 'vitest';
import type { PolicyConfig } from '../../../../../core/scaling/config/policy-kinds.ts';
import type { CapacitySeen } from '../../../../../core/scaling/observation.ts';
import { step } from '../../../../../core/scaling/policies/step/step.ts';
import {
  aCapacity,
  aConfig,
  aMemory,
  anObservation,
  aReading,
  minuteMs,
  noonMs,
  type Told,
} from '../../../../fixtures.ts';

const open = { from: null, below: null, add: null, addPercent: null };
const policy: PolicyConfig<'step'> = {
  kind: 'step',
  reading: 'cpu',
  steps: [
    { ...open, below: 10, addPercent: -30 },
    { ...open, from: 10, below: 30, add: -1 },
    { ...open, from: 60, below: 70, addPercent: 10 },
    { ...open, from: 70, below: 90, add: 2 },
    { ...open, from: 90, addPercent: 35 },
  ],
};

/** Capacity at these minutes before noon; the reading is of two minutes before noon. */
function seen(...looks: [minutesAgo: number, asked: number, running?: number][]): CapacitySeen[] {
  return looks.map(([ago, asked, running = asked]) => ({ atMs: noonMs - ago * minuteMs, asked, running }));
}

function ask(told: Told | Told[], capacity: { asked: number; running?: number }, looks: CapacitySeen[] | null = null) {
  const memory = aMemory({ seen: looks ?? seen([60, capacity.asked]) });
  const readings = { cpu: aReading([told].flat()) };
  return step(policy, anObservation({ readings, memory, capacity: aCapacity(capacity) }), null);
}

describe('the step whose range holds the reading', () => {
  test.each([
    [60, 11], // 10 percent of 10
    [69.99, 11],
    [70, 12],
    [90, 14], // 3.5 units, rounded away from zero
    [1e9, 14],
    [29, 9],
    [10, 9],
    [9.99, 7], // 30 percent of 10
    [0, 7],
  ])('at %d makes %d units of 10', (value, units) => {
    expect(ask(value, { asked: 10 })).toMatchObject({ desired: { units }, blind: false });
  });

  test.each([30, 45, 59.99])('is none at %d: then the policy is silent, and not blind', (value) => {
    expect(ask(value, { asked: 10 })).toMatchObject({ desired: null, blind: false });
  });

  test('never removes what is not there', () => {
    expect(ask(15, { asked: 0 }).desired).toEqual({ units: 0 });
  });

  test('is chosen on the newest value, blindly where it is not the newest period', () => {
    expect(ask([15, 75, 'late'], { asked: 10 })).toMatchObject({ desired: { units: 12 }, blind: true });
    expect(ask([75, 'late', 'late', 'late', 'late'], { asked: 10 })).toMatchObject({ desired: null, blind: true });
  });
});

describe('two looks at one data point do not compound', () => {
  test('when adding', () => {
    expect(ask(75, { asked: 12 }, seen([60, 10], [1, 12])).desired).toEqual({ units: 12 });
  });

  test('when removing', () => {
    expect(ask(15, { asked: 9 }, seen([60, 10], [1, 9])).desired).toEqual({ units: 9 });
  });

  test('at the first looks of all, when nobody knows what was asked before', () => {
    expect(ask(75, { asked: 12 }, seen([0, 10])).desired).toEqual({ units: 12 });
    expect(ask(75, { asked: 10 }, []).desired).toEqual({ units: 12 });
  });
});

describe('units in flight when the reading was made count as added', () => {
  test('so that the same breach again adds nothing', () => {
    expect(ask(75, { asked: 12, running: 10 }, seen([60, 10], [3, 12, 10])).desired).toEqual({ units: 12 });
  });

  test('and a larger breach adds only what is lacking', () => {
    expect(ask(95, { asked: 12, running: 10 }, seen([60, 10], [3, 12, 10])).desired).toEqual({ units: 14 });
  });

  test('and once they run, the next breach adds the whole step', () => {
    expect(ask(75, { asked: 12 }, seen([60, 10], [5, 12, 10], [3, 12])).desired).toEqual({ units: 14 });
  });

  test('as the running reading tells it, where there is one', () => {
    const observation = anObservation({
      readings: { cpu: aReading([75]), running: aReading([9]) },
      capacity: aCapacity({ asked: 10 }),
    });
    expect(step(policy, observation, null).desired).toEqual({ units: 11 });
  });
});

describe('units still leaving when the reading was made count as there', () => {
  test('so that a low reading within the lead time removes nothing more', () => {
    expect(ask(15, { asked: 9 }, seen([60, 10], [3, 9])).desired).toEqual({ units: 9 });
  });

  test('and one after the lead time removes again', () => {
    expect(ask(15, { asked: 9 }, seen([60, 10], [6, 9])).desired).toEqual({ units: 8 });
  });

  test('and the lead time is the config’s own', () => {
    const observation = anObservation({
      config: aConfig({ leadSeconds: 600 }),
      readings: { cpu: aReading([15]) },
      memory: aMemory({ seen: seen([60, 10], [6, 9]) }),
      capacity: aCapacity({ asked: 9 }),
    });
    expect(step(policy, observation, null).desired).toEqual({ units: 9 });
  });
});

test('a step that adds never ends below what is asked for by now, one that removes never above it', () => {
  expect(ask(75, { asked: 30 }, seen([60, 10], [1, 30])).desired).toEqual({ units: 30 });
  expect(ask(15, { asked: 3 }, seen([60, 10], [1, 3])).desired).toEqual({ units: 3 });
});
