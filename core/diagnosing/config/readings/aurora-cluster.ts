import * as z from 'zod/mini';
import { text } from '../../../schema/fields.ts';
import { meanOf } from '../metrics.ts';
import type { ReadingsKindOf } from '../tier-measures.ts';
import { databaseFields, databaseResources } from './database-metrics.ts';

const { iops: _, ...fields } = databaseFields;

const schema = z.strictObject({
  /** The identifier of the cluster. */
  cluster: text(),
  /** Those who write, or those who read alone. */
  role: z._default(z.enum(['WRITER', 'READER']), 'WRITER'),
  /** Aurora MySQL alone tells how many queries it answers. */
  engine: z.enum(['mysql', 'postgresql']),
  ...fields,
});

/**
 * The writer of an Aurora cluster, or its readers.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export const auroraCluster = {
  schema,
  is: 'database',
  measures({ cluster, role: Role, engine, performanceInsights, ...of }, periodSeconds) {
    const metrics = { namespace: 'AWS/RDS', dimensions: { DBClusterIdentifier: cluster, Role }, periodSeconds };
    return {
      ...(engine === 'mysql' && { throughput: meanOf(metrics, 'Queries', 'per second') }),
      ...(performanceInsights && { concurrency: meanOf(metrics, 'DBLoad', 'count') }),
      resources: databaseResources(metrics, { ...of, iops: null }),
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;
