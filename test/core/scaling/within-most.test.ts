import { describe, expect, test } from 'vitest';
import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import { decide } from '../../../core/scaling/decide.ts';
import type { Capacity, Kept, Observation } from '../../../core/scaling/observation.ts';
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

const readings = { demand: { parts: [aPart] } };
const tracking = { kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 } as const;
const aWindow: ScalableInput['policies'][number] = {
  kind: 'schedule',
  timeZone: 'UTC',
  windows: [{ from: '12:00', to: '18:00', ceiling: 4 }],
};
const wide = { min: 2, max: 40 };

/** What makes 30 units too many at noon, at which 30 have long been needed. */
const ways: Readonly<Record<string, Partial<Observation>>> = {
  'a ceiling that opens': { config: aConfig({ bounds: wide, readings, policies: [tracking, aWindow] }) },
  'a lowered maximum': { config: aConfig({ bounds: { min: 2, max: 4 }, readings, policies: [tracking] }) },
  'the target’s own smaller maximum': {
    config: aConfig({ bounds: wide, readings, policies: [tracking] }),
    capacity: aCapacity({ asked: 30, max: 4 }),
  },
};

/** What is asked for minute by minute. */
function live(way: Partial<Observation>, told: Told, capacity: Partial<Capacity> = {}, minutes = 10): number[] {
  let kept: Kept = {
    ...(aMemory().kept as Kept),
    seen: [{ atMs: 0, asked: 30, running: 30 }],
    needs: [{ atMs: noonMs - minuteMs, desired: 30 }],
  };
  let asked = 30;
  return Array.from({ length: minutes }, (_, minute) => {
    const atMs = noonMs + minute * minuteMs;
    const all = { ...aCapacity({ asked }), max: way.capacity?.max ?? null, ...capacity };
    const readings = { demand: aReading([told], atMs - 2 * minuteMs) };
    const decision = decide(anObservation({ ...way, atMs, memory: aMemory(kept), capacity: all, readings }));
    kept = decision.keep;
    asked = decision.change?.units ?? asked;
    return asked;
  });
}

describe.each(Object.entries(ways))('%s', (_, way) => {
  test('takes nothing away while data is missing', () => {
    expect(new Set(live(way, 'missing'))).toEqual(new Set([30]));
  });

  test('takes nothing away while a deployment runs', () => {
    expect(new Set(live(way, 2400, { keepBecause: { says: 'a deployment is running' } }))).toEqual(new Set([30]));
  });

  test('takes away what is above it, however much is needed, once the hold is over', () => {
    const asked = live(way, 2400);
    expect(asked.slice(0, 5)).toEqual([30, 30, 30, 30, 30]);
    expect(asked.at(-1)).toBe(4);
  });
});

test('goes down by the step limits, and says what the most is', () => {
  const way = ways['a ceiling that opens'] as Partial<Observation>;
  expect(live(way, 2400).slice(-5)).toEqual([15, 8, 4, 4, 4]);
  const { reasons } = decide(anObservation({ ...way, capacity: aCapacity({ asked: 30 }) }));
  expect(reasons).toContainEqual({
    by: 'bounds',
    desired: { units: 4 },
    because: { says: 'the most is {max} by now; what is above it goes as everything else does', max: 4 },
  });
});
