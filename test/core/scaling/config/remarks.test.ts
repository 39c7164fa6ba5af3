import { describe, expect, it } from 'vitest';
import { parseScalable } from '../../../../core/scaling/config/parse-scalable.ts';
import type { policySchemas } from '../../../../core/scaling/config/policy-kinds.ts';
import { remarksOn } from '../../../../core/scaling/config/remarks.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';

const part = { kind: 'cloudwatch', namespace: 'Shop', metricName: 'Orders', stat: 'Sum' } as const;

/** One policy of every kind. */
const policies: { readonly [Kind in keyof typeof policySchemas]: ScalableInput['policies'][number] } = {
  'target-tracking': { kind: 'target-tracking', reading: 'orders', of: 'demand', target: 10 },
  step: { kind: 'step', reading: 'orders', steps: [{ from: 10, add: 1 }] },
  schedule: { kind: 'schedule', timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 4 }] },
  backlog: { kind: 'backlog', reading: 'orders', acceptableLatencySeconds: 60, processingSeconds: 1 },
  provisioner: { kind: 'provisioner', reading: 'orders' },
  tuned: { kind: 'tuned', reading: 'orders' },
};

function remarks(policy: ScalableInput['policies'][number], sloBudgetPercent?: number) {
  return remarksOn(
    parseScalable('checkout/web', {
      target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
      bounds: { min: 1, max: 9 },
      readings: { orders: { parts: [part] } },
      policies: [policy],
      ...(sloBudgetPercent !== undefined && { sloBudgetPercent }),
    }),
  );
}

describe('a budget', () => {
  it.each(Object.entries(policies))('beside %s is remarked on where nobody is chosen by it', (kind, policy) => {
    const told = remarks(policy, 0.2).map(({ says }) => says);
    expect(told).toEqual(kind === 'tuned' ? [] : [expect.stringContaining(`0.2 % has no effect on ${kind}`)]);
  });

  it.each(Object.entries(policies))('that nobody sets is no remark on %s', (_, policy) => {
    expect(remarks(policy)).toEqual([]);
  });
});
