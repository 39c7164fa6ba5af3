import * as z from 'zod/mini';
import { number, orNull, positive } from '../../../../schema/fields.ts';

/** How a provisioner makes a demand to serve out of what it has learned. */
export const asking = z.discriminatedUnion('by', [
  /** What was last measured, over the share of a unit that is to be used. */
  z.strictObject({ by: z.literal('rate'), target: positive() }),
  /** Mean plus so many standard deviations of about the last so many periods. */
  z.strictObject({ by: z.literal('envelope'), periods: positive(), deviations: number() }),
  /**
   * A forecast of the highest demand over the lead: an upper expectile, and above it either a quantile of how far off the
   * forecast has been (a share below 1), or where that is null a fixed margin as a natural logarithm.
   */
  z.strictObject({
    by: z.literal('window-maximum'),
    expectile: z.number().check(z.gt(0), z.lt(1)),
    quantile: orNull(z.number().check(z.gt(0), z.lt(1))),
    margin: z._default(number(), 0),
  }),
  /**
   * So many times the highest demand that the time of day usually brings within the lead, or what was last measured over the
   * target, whichever is more: for what comes at the same hour each day.
   */
  z.strictObject({ by: z.literal('same-time'), share: positive(), target: positive() }),
]);
