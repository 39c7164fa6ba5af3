import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';

/** Clients of ElastiCache itself. Make them once a process. */
export function elastiCacheClients() {
  return {
    reader: regional((region) => new ElastiCacheClient({ ...readingClient, ...(region !== null && { region }) })),
    actor: regional((region) => new ElastiCacheClient({ ...actingClient, ...(region !== null && { region }) })),
  };
}
