import { expect, test } from 'vitest';
import type { ReadingInput } from '../../../../core/readings/reading-config.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { aScalable } from '../../../fixtures.ts';

const aws = (namespace: string, metricName: string, stat = 'Sum'): ReadingInput => ({
  parts: [{ kind: 'cloudwatch', namespace: `AWS/${namespace}`, metricName, stat }],
});
const readings: Record<string, ReadingInput> = {
  requests: aws('ApplicationELB', 'RequestCount'),
  refused: aws('ApplicationELB', 'HTTPCode_ELB_503_Count'),
  waiting: aws('SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum'),
  cpu: aws('ECS', 'CPUUtilization', 'Average'),
};

type Policy = ScalableInput['policies'][number];
const tracking = (reading: string): Policy => ({ kind: 'target-tracking', reading, of: 'demand', target: 10 });
const busy: Policy = { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 };
const backlog: Policy = { kind: 'backlog', reading: 'waiting', acceptableLatencySeconds: 10, processingSeconds: 1 };
const stepping = (reading: string, change: { add: number } | { addPercent: number }): Policy => {
  return { kind: 'step', reading, steps: [{ from: 1, ...change }] };
};
const night = (window: { floor: number } | { ceiling: number }): Policy => {
  return { kind: 'schedule', timeZone: 'UTC', windows: [{ from: '22:00', to: '06:00', ...window }] };
};

function said(policies: readonly Policy[], bounds = { min: 0, max: 10 }): string {
  try {
    aScalable({ bounds, readings, policies: [...policies] });
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

test.each<[string, readonly Policy[]]>([
  ['requests that reached a target', [tracking('requests')]],
  ['a utilisation, even beside a reading that would speak', [busy]],
  ['a step on what is silent', [stepping('requests', { add: 2 })]],
  ['a percentage of nothing', [stepping('waiting', { addPercent: 100 })]],
  ['steps that only take away', [stepping('waiting', { add: -1 })]],
  ['a night with a ceiling of 0', [tracking('requests'), night({ ceiling: 0 })]],
  ['a floor of 0', [tracking('requests'), night({ floor: 0 })]],
])('a least of 0 is refused where there is nothing but %s', (_, policies) => {
  const why = said(policies);
  expect(why).toContain('bounds.min: 0 would never be left again, since nothing speaks at zero; raise it to 1');
  for (const way of ['a backlog policy', 'albArrivals', 'a schedule with a floor', 'speaksAtZero: true']) {
    expect(why).toContain(way);
  }
});

test.each<[string, readonly Policy[]]>([
  ['a backlog', [backlog]],
  ['a backlog beside what is silent', [tracking('requests'), backlog]],
  ['requests counted in front of the target', [tracking('refused')]],
  ['steps that add units to none', [stepping('waiting', { add: 1 })]],
  ['a floor within the week', [tracking('requests'), night({ floor: 2 })]],
  ['a night with a ceiling of 0 and what speaks after it', [backlog, night({ ceiling: 0 })]],
])('a least of 0 is accepted with %s', (_, policies) => {
  expect(said(policies)).toBe('accepted');
});

test('a least of 1 needs nothing that speaks at zero, and a most of 0 means it', () => {
  expect(said([tracking('requests')], { min: 1, max: 10 })).toBe('accepted');
  expect(said([tracking('requests')], { min: 0, max: 0 })).toBe('accepted');
});
