import * as z from 'zod/mini';
import { text } from '../../../schema/fields.ts';
import { meanOf } from '../metrics.ts';
import type { ReadingsKindOf } from '../tier-measures.ts';
import { databaseFields, databaseResources } from './database-metrics.ts';

const schema = z.strictObject({
  /** The identifier of the instance. */
  instance: text(),
  ...databaseFields,
});

/** An instance of RDS. How many queries it answers nobody tells; each request of the service is taken to come here once. */
export const rdsInstance = {
  schema,
  is: 'database',
  measures({ instance: DBInstanceIdentifier, performanceInsights, ...of }, periodSeconds) {
    const metrics = { namespace: 'AWS/RDS', dimensions: { DBInstanceIdentifier }, periodSeconds };
    return {
      ...(performanceInsights && { concurrency: meanOf(metrics, 'DBLoad', 'count') }),
      resources: databaseResources(metrics, of),
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;
