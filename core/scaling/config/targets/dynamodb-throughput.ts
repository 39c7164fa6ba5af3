import * as z from 'zod/mini';
import { orNull } from '../../../schema/fields.ts';
import { place, targetName } from './any-kind/place.ts';

/**
 * What a table, or an index of it, may be used per second: one of its four numbers. The first two are of tables that are
 * provisioned, the others are the most that is served of tables on demand.
 */
const throughputs = ['ReadCapacityUnits', 'WriteCapacityUnits', 'MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const;
export type Throughput = (typeof throughputs)[number];

/** One number of a DynamoDB table, or of one of its global secondary indexes. */
export const dynamodbThroughput = z.strictObject({
  ...place,
  /** The name of the table. */
  tableName: targetName(),
  /** The global secondary index; null for the table itself. */
  indexName: orNull(targetName()),
  /** Which of its numbers is scaled, as AWS calls them. */
  throughput: z.enum(throughputs),
});
