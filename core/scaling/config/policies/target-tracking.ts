import * as z from 'zod/mini';
import { positive, text } from '../../../schema/fields.ts';
import { onDemand } from './any-kind/on-demand.ts';
import { policyKind } from './any-kind/policy-kind.ts';
import type { Want } from './any-kind/want.ts';

/** Keeps a reading at a target: `demand` is divided among the units, `utilisation` is already an average over them. */
export const targetTracking = policyKind({
  schema: z.strictObject({
    /** The reading that is kept at the target. */
    reading: text(),
    /** Whether it is the demand of all units together, or the utilisation of them, which is an average already. */
    of: z.enum(['demand', 'utilisation']),
    /** What it is kept at: demand for each unit, or utilisation, in the unit of the reading. */
    target: positive(),
  }),
  readings: ({ reading }) => ({ reading }),
  wants: (policy) => [policy.of === 'demand' ? demandOf(policy) : utilisationOf(policy)],
  demand: ({ reading, of }) => ({ reading, of }),
  wakeAbove: ({ reading, of, target }) => ({ reading, perUnit: of === 'demand', limit: target }),
  raisesFromZero: ({ reading, of }) => (of === 'demand' ? [reading] : null),
  simulated(policy, demand) {
    const isOther = policy.of === 'utilisation' && policy.reading !== demand;
    return isOther ? { ...policy, reading: 'utilisation' } : onDemand(policy, demand);
  },
  learns: false,
  foresees: false,
  check() {},
});

interface Tracking {
  readonly reading: string;
  readonly target: number;
}

function demandOf({ reading }: Tracking): Want {
  const [is, fix] = ['a demand that is divided among the units', "write of: 'utilisation'"];
  return { field: 'reading', reading, units: ['per second', 'count', 'seconds', 'bytes'], is, fix, compared: null };
}

function utilisationOf({ reading, target }: Tracking): Want {
  const [is, fix] = ['an average over the units', "write of: 'demand'"];
  const compared = { field: 'target', value: target };
  return { field: 'reading', reading, units: ['share', 'percent'], is, fix, compared };
}
