import * as z from 'zod/mini';
import { orNull, positive, text } from '../../schema/fields.ts';
import { readBy } from '../../schema/take-apart.ts';

const schema = z.strictObject({
  /** What the database takes for a million misses, in US dollars, where nothing better is known; null where nobody has said. */
  usdPerMillion: orNull(positive()),
  /**
   * The tier of a watched service that answers misses, and what an hour of it costs: with the load at which it gives out, once
   * diagnosing has found that, a miss has a price. Null where none is watched.
   */
  database: orNull(
    z.strictObject({
      /** The watched service. */
      service: text(),
      /** Its tier that answers misses. */
      tier: text(),
      /** What an hour of that tier costs, US dollars. */
      usdPerHour: positive(),
    }),
  ),
});

/** What a miss costs, as people write it. */
export type MissCostInput = z.input<typeof schema>;
export type MissCost = Readonly<z.output<typeof schema>>;

export const missCostSchema = schema;

/** Reads what a miss costs. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseMissCost(input: unknown): MissCost {
  return readBy(schema, input);
}
