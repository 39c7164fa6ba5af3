import * as z from 'zod/mini';
import { priceBook } from '../../../prices/price-book.ts';
import { orNull, positive, text } from '../../../schema/fields.ts';

/** A PostgreSQL server, one database of it. Each slot is a schema of its own there. */
export const postgres = {
  schema: z.strictObject({
    /** The host of the server that takes writes. */
    host: text(),
    /** The port of it. */
    port: z._default(z.int().check(z.gte(1), z.lte(65_535)), 5432),
    /** The database on it that holds the slots. */
    database: text(),
    /** The secret with `username` and `password` of the role that owns the slots' schemas. */
    ownerSecretArn: text(),
    /** The secret with `username` and `password` of the role of applications; null where they bring their own. */
    applicationSecretArn: orNull(text()),
    /** How much of the load it should carry beside the others. */
    weight: z._default(positive(), 1),
  }),
  /** About 20 MB a second for logical replication of one schema, from one zone to another. */
  copy: { bytesPerSecond: 20e6, secondsPerMove: 30, dollarsPerGb: 2 * priceBook.crossZoneUsdPerGbEachWay.value },
};
