import * as z from 'zod/mini';
import { seconds } from '../../schema/fields.ts';
import { asking } from './policies/any-kind/asking.ts';
import { otherWays, type Way } from './policies/any-kind/ways.ts';

/** How running and pool together are asked for. */
const poolAskingSchema = z.strictObject({ asking, holdSeconds: seconds(), others: otherWays });
export type PoolAsking = Readonly<z.output<typeof poolAskingSchema>>;

/** The size that units should have, and why, for people. */
const sizeChoiceSchema = z.strictObject({ size: z.string(), says: z.string() });
export type SizeChoice = Readonly<z.output<typeof sizeChoiceSchema>>;

/** How a tuned policy asks from now on, until a night chooses otherwise. */
export const choiceSchema = z.strictObject({
  schema: z.literal(1),
  asking,
  holdSeconds: seconds(),
  /** Further ways to ask, whose mean with the first is asked for. Left out where there is one. */
  others: otherWays,
  /** The same for running and pool together; null where no pool pays. Left out where the scalable has none. */
  pool: z.optional(z.nullable(poolAskingSchema)),
  /** Left out where nothing is said of sizes, or none is known to be better. */
  size: z.optional(sizeChoiceSchema),
  /** When it took over. */
  sinceMs: z.number(),
});
export type Choice = Readonly<z.output<typeof choiceSchema>>;

/**
 * What is in charge before the first night: a careful forecast. It widens within minutes where demand turns out to be
 * restless or the lead to be long, and adds what was short; a fixed share of a unit does neither.
 */
export const firstAsking: Way = {
  asking: { by: 'window-maximum', expectile: 0.97, quantile: 0.97, margin: 0 },
  holdSeconds: 240,
};

/** The same for running and pool together: the most that stands prepared. */
export const firstPoolAsking: PoolAsking = { asking: { by: 'rate', target: 0.6 }, holdSeconds: 604_800 };
