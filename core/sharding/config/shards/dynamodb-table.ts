import * as z from 'zod/mini';
import { priceBook } from '../../../prices/price-book.ts';
import { positive, text } from '../../../schema/fields.ts';

const millionUnitsPerGb = 1;

/** A DynamoDB table; slots share it, items carry their slot in the partition key. */
export const dynamoDbTable = {
  schema: z.strictObject({
    /** The name of the table. */
    tableName: text(),
    /** How much of the load it should carry beside the others. */
    weight: z._default(positive(), 1),
  }),
  copy: {
    bytesPerSecond: 5e6,
    secondsPerMove: 120,
    /** A copy writes a unit for each kB. */
    dollarsPerGb: millionUnitsPerGb * priceBook.dynamoDbUsdPerMillionWriteUnits.value,
  },
};
