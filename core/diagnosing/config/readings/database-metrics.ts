import * as z from 'zod/mini';
import { orNull, positive } from '../../../schema/fields.ts';
import { type AwsMetric, meanOf, part, readingOf } from '../metrics.ts';
import { type ResourceMeasures, resourceOf } from '../tier-measures.ts';

/** What may be said of a database beside its name. */
export const databaseFields = {
  /** Virtual processors of the instance. */
  cores: orNull(positive()),
  /** How many connections it takes, by its own setting. */
  maxConnections: orNull(positive()),
  /** How many reads and writes a second its volume was bought with. */
  iops: orNull(positive()),
  /** Whether Performance Insights is on, which tells how many sessions are at work. */
  performanceInsights: z._default(z.boolean(), false),
};

interface Database {
  readonly cores: number | null;
  readonly maxConnections: number | null;
  readonly iops: number | null;
}

/** What every database of RDS tells of its resources: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html */
export function databaseResources(
  of: AwsMetric,
  { cores, maxConnections, iops }: Database,
): Record<string, ResourceMeasures> {
  const connections = (most: number) => meanOf(of, 'DatabaseConnections', 'share', 1 / most);
  const disk = (most: number) =>
    readingOf([part(of, 'ReadIOPS', 'Average'), part(of, 'WriteIOPS', 'Average')], 'share', { scale: 1 / most });
  return {
    cpu: resourceOf('cpu', meanOf(of, 'CPUUtilization', 'percent'), { servers: cores }),
    ...(maxConnections !== null && {
      connections: resourceOf('connections', connections(maxConnections), { servers: maxConnections }),
    }),
    ...(iops !== null && { disk: resourceOf('disk', disk(iops), { queue: meanOf(of, 'DiskQueueDepth', 'count') }) }),
  };
}
