import * as z from 'zod/mini';
import { InvalidInput } from '../../../model/errors.ts';
import { positive, text } from '../../../schema/fields.ts';
import { onDemand } from './any-kind/on-demand.ts';
import { policyKind } from './any-kind/policy-kind.ts';
import type { Want } from './any-kind/want.ts';

/** Keeps a reading at a target: `demand` is divided among the units, `utilisation` is already an average over them. */
export const targetTracking = policyKind({
  schema: z.strictObject({ reading: text(), of: z.enum(['demand', 'utilisation']), target: positive() }),
  readings: ({ reading }) => ({ reading }),
  wants: ({ reading, of }) => [of === 'demand' ? demandOf(reading) : utilisationOf(reading)],
  demand: ({ reading, of }) => ({ reading, of }),
  wakeAbove: ({ reading, of, target }) => ({ reading, perUnit: of === 'demand', limit: target }),
  simulated(policy, demand) {
    const isOther = policy.of === 'utilisation' && policy.reading !== demand;
    return isOther ? { ...policy, reading: 'utilisation' } : onDemand(policy, demand);
  },
  learns: false,
  /** A target is of the reading's own scale: half of what is there is 0.5 of a share, and 50 of a percent. */
  check({ reading: name, of, target }, field, { readings }) {
    if (of !== 'utilisation') return;
    const unit = readings[name]?.unit ?? null;
    const tells = `"${name}" tells ${unit}`;
    if (unit === 'percent' && target <= 1) {
      const says = `${target} is next to nothing where ${tells}; write ${inPercent(target)}`;
      throw new InvalidInput(`${field}.target`, says);
    }
    if (unit === 'share' && target > 1) {
      const says = `${target} is more than all there is where ${tells}; write ${target / 100}`;
      throw new InvalidInput(`${field}.target`, says);
    }
  },
});

function demandOf(reading: string): Want {
  return {
    field: 'reading',
    reading,
    units: ['per second', 'count', 'seconds', 'bytes'],
    is: 'a demand that is divided among the units',
    fix: "write of: 'utilisation'",
  };
}

function utilisationOf(reading: string): Want {
  const fix = "write of: 'demand'";
  return { field: 'reading', reading, units: ['share', 'percent'], is: 'an average over the units', fix };
}

/** Without what arithmetic adds to 0.55 * 100. */
function inPercent(share: number): number {
  return Number((share * 100).toPrecision(12));
}
