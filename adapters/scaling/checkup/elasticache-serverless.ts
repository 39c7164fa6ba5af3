import { DescribeServerlessCachesCommand } from '@aws-sdk/client-elasticache';
import type { ServerlessCache, ServerlessFacts } from '../../../core/scaling/checkup/targets/elasticache-serverless.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';
import { limitOf } from '../targets/elasticache-serverless/usage-limits.ts';
import type { Checked, FactsWorld } from './facts-world.ts';
import { cacheTags } from './replication-group.ts';

type Target = TargetConfig<'elasticache-serverless'>;

/** Reads what is checked of a serverless cache, in two calls. */
export async function serverlessFacts(
  { target }: Checked<'elasticache-serverless'>,
  { readerIn, abortSignal }: FactsWorld,
): Promise<ServerlessFacts> {
  const reader = readerIn(target.region);
  const cache = await asked('elasticache:DescribeServerlessCaches', () => read(reader, target, abortSignal));
  return { target, cache };
}

async function read(reader: AccountReader, target: Target, abortSignal: AbortSignal): Promise<ServerlessCache | null> {
  const { serverlessCacheName: ServerlessCacheName, limit } = target;
  try {
    const command = new DescribeServerlessCachesCommand({ ServerlessCacheName });
    const { ServerlessCaches: [cache] = [] } = await reader.elastiCache.send(command, { abortSignal });
    if (cache === undefined) return null;
    const { ARN: arn = '', Status = 'unknown', CacheUsageLimits } = cache;
    const { most } = limitOf(limit, CacheUsageLimits);
    return { arn, tags: await cacheTags(reader, arn, abortSignal), status: Status.toLowerCase(), most };
  } catch (error) {
    if (error instanceof Error && error.name === 'ServerlessCacheNotFoundFault') return null;
    throw error;
  }
}
