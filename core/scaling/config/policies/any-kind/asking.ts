import * as z from 'zod/mini';
import { number, orNull, positive } from '../../../../schema/fields.ts';

/** How a provisioner makes a demand to serve out of what it has learned. */
export const asking = z.discriminatedUnion('by', [
  /** What was last measured, over the share of a unit that is to be used. */
  z.strictObject({
    by: z.literal('rate'),
    /** The share of a unit that is to be used. */
    target: positive(),
  }),
  /** Mean plus so many standard deviations of about the last so many periods. */
  z.strictObject({
    by: z.literal('envelope'),
    /** About how many periods are remembered. */
    periods: positive(),
    /** How many standard deviations are added to the mean. */
    deviations: number(),
  }),
  /**
   * A forecast of the highest demand over the lead: an upper expectile, and above it either a quantile of how far off the
   * forecast has been (a share below 1), or where that is null a fixed margin as a natural logarithm.
   */
  z.strictObject({
    by: z.literal('window-maximum'),
    /** Which upper expectile is forecast. */
    expectile: z.number().check(z.gt(0), z.lt(1)),
    /** Which quantile of its own errors is added; null for the fixed margin. */
    quantile: orNull(z.number().check(z.gt(0), z.lt(1))),
    /** The fixed margin, as a natural logarithm. */
    margin: z._default(number(), 0),
  }),
  /**
   * So many times the highest demand that the time of day, or of the week, usually brings within the lead, or what was last
   * measured over the target, whichever is more: for what comes at the same hour.
   */
  z.strictObject({
    by: z.literal('same-time'),
    /** How many days apart the same time is: 1 for the time of day, 7 for that of the week. */
    days: z._default(z.literal([1, 7]), 1),
    /** So many times what that time usually brings. */
    share: positive(),
    /** The share of a unit that is to be used of what was last measured. */
    target: positive(),
  }),
]);
