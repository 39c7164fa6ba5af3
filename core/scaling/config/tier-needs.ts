import * as z from 'zod/mini';
import { integer, orNull, positive, text } from '../../schema/fields.ts';

/** What one unit of a scalable, or its demand, asks of another scalable. */
const need = z.strictObject({
  /** Connections that each unit holds open there; null where they are not what limits it. */
  connectionsPerUnit: orNull(positive()),
  /** The most connections that this scalable may hold there, whatever the other can take; null for no limit of its own. */
  connectionsMost: orNull(integer().check(z.positive())),
  /** How much of the other's demand one of this one's makes. It holds until that is learned; null where nobody knows. */
  visits: orNull(positive()),
});

/** What a scalable needs of others, by their names. */
export const needsSchema = z.optional(z.record(text(), need));

/** How many connections a scalable takes from all that need it together. */
export const connectionsMostSchema = z.optional(
  z.union(
    [
      integer().check(z.positive()),
      z.strictObject({
        /** So many for each unit that runs. */
        perUnit: positive(),
      }),
      z.strictObject({
        /** A reading that asks the server how many it takes. */
        reading: z.string().check(z.minLength(1)),
      }),
    ],
    'not a number of connections; give a whole number of them, { perUnit: ... } for each unit that runs, or { reading: ... } that asks the server',
  ),
);

/** What is needed of one other scalable. */
export type Need = Readonly<z.output<typeof need>>;
export type Needs = Readonly<Record<string, Need>>;
export type ConnectionsMost = NonNullable<z.output<typeof connectionsMostSchema>>;

/** The reading that asks the server how many connections it takes; null where it is told. */
export function connectionsReading(most: ConnectionsMost | undefined): string | null {
  return typeof most === 'object' && 'reading' in most ? most.reading : null;
}
