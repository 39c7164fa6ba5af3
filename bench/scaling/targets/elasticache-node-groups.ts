import { nodeGroups } from '../../../adapters/scaling/targets/elasticache-node-groups/elasticache-node-groups.ts';
import { benchGroups } from './replication-groups.ts';

export const elastiCacheNodeGroups = benchGroups('elasticache-node-groups', nodeGroups);
