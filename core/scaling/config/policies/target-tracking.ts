import * as z from 'zod/mini';
import { positive, text } from '../../../schema/fields.ts';
import { onDemand } from './any-kind/on-demand.ts';
import { policyKind } from './any-kind/policy-kind.ts';

/** Keeps a reading at a target: `demand` is divided among the units, `utilisation` is already an average over them. */
export const targetTracking = policyKind({
  schema: z.strictObject({ reading: text(), of: z.enum(['demand', 'utilisation']), target: positive() }),
  readings: ({ reading }) => ({ reading }),
  demand: ({ reading, of }) => ({ reading, of }),
  wakeAbove: ({ reading, of, target }) => ({ reading, perUnit: of === 'demand', limit: target }),
  simulated(policy, demand) {
    const isOther = policy.of === 'utilisation' && policy.reading !== demand;
    return isOther ? { ...policy, reading: 'utilisation' } : onDemand(policy, demand);
  },
  learns: false,
  check() {},
});
