import { describe, expect, test } from 'vitest';
import type { ReadingInput } from '../../../../core/readings/reading-config.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { aScalable } from '../../../fixtures.ts';

const cpu: ReadingInput = {
  parts: [{ kind: 'cloudwatch', namespace: 'AWS/ECS', metricName: 'CPUUtilization', stat: 'Average' }],
};
const requests: ReadingInput = {
  parts: [{ kind: 'cloudwatch', namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', stat: 'Sum' }],
};
const mine: ReadingInput = { parts: [{ kind: 'lambda', functionName: 'numbers' }] };
const perSecond: ReadingInput = { ...requests, scale: 1 / 60 };
const share: ReadingInput = { ...cpu, scale: 0.01 };

type Policy = ScalableInput['policies'][number];
const stepping = (reading: string): Policy => ({ kind: 'step', reading, steps: [{ from: 80, add: 1 }] });
const readings = { cpu, share, requests, perSecond, mine };

/** What is said to a policy on these readings; `accepted` where nothing is. */
function said(policy: Policy, more: Record<string, ReadingInput> = {}): string {
  try {
    aScalable({ readings: { ...readings, ...more }, policies: [policy] });
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

const tracking = (reading: string, of: 'demand' | 'utilisation', target: number): Policy => {
  return { kind: 'target-tracking', reading, of, target };
};
const provisioner = (utilisation: string, backlog: string | null = null, reading = 'perSecond'): Policy => {
  return { kind: 'provisioner', reading, unitPerSecond: 10, strain: { utilisation, backlog } };
};
const backlog = (reading: string): Policy => {
  return { kind: 'backlog', reading, acceptableLatencySeconds: 10, processingSeconds: 1 };
};

describe('a policy on a reading of the wrong unit is refused with the fix', () => {
  test.each([
    [
      tracking('cpu', 'demand', 50),
      `policies[0].reading: "cpu" tells percent, and is to be a demand that is divided among the units; write of: 'utilisation'`,
    ],
    [
      tracking('perSecond', 'utilisation', 50),
      `policies[0].reading: "perSecond" tells per second, and is to be an average over the units; write of: 'demand'`,
    ],
    [
      tracking('cpu', 'utilisation', 0.55),
      'policies[0].target: 0.55 is next to nothing where "cpu" tells percent; write 55',
    ],
    [
      tracking('share', 'utilisation', 50),
      'policies[0].target: 50 is more than the whole where "share" tells share; write 0.5',
    ],
    [
      provisioner('cpu'),
      'policies[0].strain.utilisation: "cpu" tells percent, and is to be a share of 0 to 1; give it scale: 0.01',
    ],
    [
      provisioner('share', null, 'requests'),
      'policies[0].reading: "requests" tells count, and is to be arrivals per second; give it scale: 1 / 60',
    ],
    [
      provisioner('share', 'perSecond'),
      'policies[0].strain.backlog: "perSecond" tells per second, and is to be a count of what waits; name a reading of what waits',
    ],
    [
      { kind: 'tuned', reading: 'cpu', unitPerSecond: 1 },
      'policies[0].reading: "cpu" tells percent, and is to be arrivals per second; name a reading of what arrives',
    ],
    [
      backlog('cpu'),
      'policies[0].reading: "cpu" tells percent, and is to be a count of what waits; name a reading of what waits',
    ],
  ] as const)('%j', (policy, wanted) => {
    expect(said(policy)).toBe(wanted);
  });
});

describe('a policy is accepted', () => {
  test.each([
    tracking('cpu', 'utilisation', 50),
    tracking('share', 'utilisation', 0.5),
    tracking('perSecond', 'demand', 10),
    provisioner('share', 'requests'),
    backlog('requests'),
    stepping('cpu'),
  ] as const)('on the unit that it wants: %j', (policy) => {
    expect(said(policy)).toBe('accepted');
  });

  test.each([
    tracking('mine', 'utilisation', 0.5),
    tracking('mine', 'demand', 50),
    provisioner('mine', 'mine', 'mine'),
    backlog('mine'),
  ])('on what nobody knows the unit of: %j', (policy) => {
    expect(said(policy)).toBe('accepted');
  });
});

test('a unit that the parts do not tell is refused with the scale that would make it', () => {
  const more = { wrong: { ...cpu, unit: 'share' as const } };
  expect(said(tracking('wrong', 'utilisation', 0.5), more)).toBe(
    'readings.wrong.unit: share is not what its parts tell, percent; leave it out, or give it scale: 0.01',
  );
  expect(said(tracking('mine', 'utilisation', 0.5), { mine: { ...mine, unit: 'share' } })).toBe('accepted');
});
