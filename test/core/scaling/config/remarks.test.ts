import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScalable } from '../../../../core/scaling/config/parse-scalable.ts';
import { remarksOn } from '../../../../core/scaling/config/remarks.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { aPolicy } from '../../../arbitraries.ts';

type Policy = ScalableInput['policies'][number];

const part = { kind: 'cloudwatch', namespace: 'Shop', metricName: 'Orders', stat: 'Sum' } as const;

/** One policy of every kind. */
const policies = Object.entries(aPolicy).map(([kind, any]) => [kind, fc.sample(any, 1)[0] as Policy] as const);

function remarks(policy: Policy, sloBudgetPercent?: number) {
  return remarksOn(
    parseScalable('checkout/web', {
      target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
      bounds: { min: 1, max: 100 },
      readings: { demand: { parts: [part] }, cpu: { parts: [part] }, depth: { parts: [part] } },
      policies: [policy],
      ...(sloBudgetPercent !== undefined && { sloBudgetPercent }),
    }),
  );
}

describe('a budget', () => {
  it.each(policies)('beside %s is remarked on where nobody is chosen by it', (kind, policy) => {
    const told = remarks(policy, 0.2).map(({ says }) => says);
    expect(told).toEqual(kind === 'tuned' ? [] : [expect.stringContaining(`0.2 % has no effect on ${kind}`)]);
  });

  it.each(policies)('that nobody sets is not a remark on %s', (_, policy) => {
    expect(remarks(policy)).toEqual([]);
  });
});
