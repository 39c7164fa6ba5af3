import * as z from 'zod/mini';
import { positive, text } from '../../../schema/fields.ts';

/** A DynamoDB table; slots share it, items carry their slot in the partition key. */
export const dynamoDbTable = {
  schema: z.strictObject({
    tableName: text(),
    /** How much of the load it should carry beside the others. */
    weight: z._default(positive(), 1),
  }),
  /** A write unit for each kB at $0.625 a million: https://aws.amazon.com/dynamodb/pricing/on-demand */
  copy: { bytesPerSecond: 5e6, secondsPerMove: 120, dollarsPerGb: 0.625 },
};
