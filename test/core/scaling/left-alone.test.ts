import { describe, expect, it } from 'vitest';
import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import { decide } from '../../../core/scaling/decide.ts';
import { aCapacity, aConfig, aMemory, anObservation, aPart, aReading, minuteMs, noonMs } from '../../fixtures.ts';

type Policy = ScalableInput['policies'][number];

const steps: Policy = { kind: 'step', reading: 'demand', steps: [{ from: 80, add: 1 }] };
const byTheClock: Policy = {
  kind: 'schedule',
  timeZone: 'UTC',
  windows: [{ from: '20:00', to: '21:00', floor: 4 }],
};

/** A look after twelve were asked for and needed, of which somebody else has left two; no policy has a say. */
function look(policy: Policy, change: Partial<ScalableInput> = {}) {
  const config = aConfig({
    mode: 'on',
    bounds: { min: 1, max: 50 },
    readings: { demand: { parts: [aPart] } },
    policies: [policy],
    ...change,
  });
  const atMs = noonMs;
  return decide(
    anObservation({
      atMs,
      config,
      capacity: aCapacity({ asked: 2, running: 2 }),
      memory: aMemory({
        seen: [{ atMs: atMs - 10 * minuteMs, asked: 12, running: 12 }],
        needs: [{ atMs: atMs - minuteMs, desired: 12 }],
      }),
      readings: { demand: aReading([60, 60, 60], atMs - minuteMs) },
    }),
  );
}

describe('what somebody else has made of capacity, where no policy has a say', () => {
  it('is not a starting point: what was needed within the hold is given back at one look', () => {
    expect(look(steps).desired).toEqual({ units: 12 });
  });

  it('stays where both are meant to scale it, and where Headroom only advises', () => {
    expect(look(steps, { coexist: true }).desired).toEqual({ units: 2 });
    expect(look(steps, { mode: 'recommend' }).desired).toEqual({ units: 2 });
  });

  it('stays between the windows of a schedule that is alone', () => {
    expect(look(byTheClock).desired).toEqual({ units: 2 });
  });
});
