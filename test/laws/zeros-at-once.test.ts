import { describe, expect, test } from 'vitest';
import { combine } from '../../core/readings/combine.ts';
import { type ReadingInput, reading } from '../../core/readings/reading-config.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import { decide } from '../../core/scaling/decide.ts';
import type { Kept } from '../../core/scaling/observation.ts';
import { aCapacity, aConfig, aMemory, anObservation, minuteMs, noonMs } from '../fixtures.ts';

type Policy = ScalableInput['policies'][number];

const cpu: ReadingInput = {
  parts: [{ kind: 'cloudwatch', namespace: 'AWS/EC2', metricName: 'CPUUtilization', stat: 'Average' }],
  scale: 0.01,
};
const demand: ReadingInput = {
  parts: [{ kind: 'cloudwatch', namespace: 'Shop', metricName: 'Requests', stat: 'Sum' }],
};

/** Every kind that goes by how full units are. */
const policies: readonly (readonly [string, Policy])[] = [
  ['target-tracking', { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 0.5 }],
  ['step', { kind: 'step', reading: 'cpu', steps: [{ below: 0.2, add: -4 }] }],
  ['provisioner', { kind: 'provisioner', reading: 'demand', unitPerSecond: 100, strain: { utilisation: 'cpu' } }],
];

/** What is asked for, minute by minute; forty units at first, each as full as `busyAt` tells. */
function live(policy: Policy, minutes: number, busyAt: (minute: number) => number): number[] {
  const config = aConfig({ bounds: { min: 2, max: 80 }, readings: { cpu, demand }, policies: [policy] });
  let [asked, kept]: [number, Kept | null] = [40, null];
  return Array.from({ length: minutes }, (_, minute) => {
    const atMs = noonMs + minute * minuteMs;
    const read = (input: ReadingInput, tell: (at: number) => number) => {
      const points = Array.from({ length: 11 }, (_, back) => minute - 1 - back).map((at) => ({
        atMs: noonMs + at * minuteMs,
        value: tell(at),
      }));
      const series = { metric: { points, trouble: null }, witness: null };
      return combine(reading.parse(input), [series], atMs - 11 * minuteMs, atMs, atMs);
    };
    const readings = { cpu: read(cpu, (at) => 100 * busyAt(at)), demand: read(demand, () => 2000) };
    const memory = { ...aMemory(), kept };
    const decision = decide(anObservation({ atMs, config, memory, capacity: aCapacity({ asked }), readings }));
    [asked, kept] = [decision.change?.units ?? asked, decision.keep];
    return asked;
  });
}

describe.each(policies)('a utilisation that is told as exactly 0, under %s,', (_, policy) => {
  test('for twelve minutes, of units that were half full just before, takes nothing away', () => {
    const lived = live(policy, 40, (minute) => (minute >= 5 && minute < 17 ? 0 : 0.5));
    expect(Math.min(...lived)).toBeGreaterThanOrEqual(Math.min(...live(policy, 40, () => 0.5)));
  });
});

test('a fleet that has really become idle goes down in the end', () => {
  for (const [, policy] of policies.slice(0, 2)) {
    expect(live(policy, 60, (minute) => (minute >= 5 ? 0 : 0.5)).at(-1)).toBeLessThan(30);
  }
});
