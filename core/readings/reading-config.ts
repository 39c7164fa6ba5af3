import * as z from 'zod/mini';
import { orNull, positive } from '../schema/fields.ts';
import { oneOf } from '../schema/one-of.ts';
import { sourceSchemas } from './source-kinds.ts';
import { units } from './unit.ts';
import { unitOf } from './unit-of.ts';

const source = oneOf(sourceSchemas);

const fields = z.strictObject({
  /** Where its numbers come from, each by the kind of its source. */
  parts: z.array(source).check(z.minLength(1)),
  /** What is made of several parts: their sum, or the first over the second. */
  combine: z._default(z.enum(['sum', 'ratio']), 'sum'),
  /** Changes the unit, e.g. 1/60 from a sum over a minute to a rate per second. */
  scale: z._default(positive(), 1),
  /** What it counts after the scale; where it is left out it is told by the parts and the scale, null where they do not know. */
  unit: orNull(z.enum(units)),
  /**
   * Whether it tells what arrives while no unit runs; only then may it be all that brings capacity back from 0. Null leaves it
   * to the parts, and what nobody knows of counts as silent.
   */
  speaksAtZero: orNull(z.boolean()),
  /** The same thing per running unit where AWS publishes it; alarms then need no arithmetic. */
  perUnit: orNull(source),
});

/** A number over time: the sum of its parts, or the first part over the second, times `scale`. */
export const reading = fields.check(z.overwrite((given) => ({ ...given, unit: given.unit ?? unitOf(given) })));
export type ReadingConfig = Readonly<z.output<typeof reading>>;
/** A reading as people write it: everything with a default may be left out. */
export type ReadingInput = Readonly<z.input<typeof reading>>;

/** The reading that tells how much capacity was running; aligned with every other reading by time. */
export const runningReading = 'running';
