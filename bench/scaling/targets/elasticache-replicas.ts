import { replicas } from '../../../adapters/scaling/targets/elasticache-replicas/elasticache-replicas.ts';
import { benchGroups } from './replication-groups.ts';

export const elastiCacheReplicas = benchGroups('elasticache-replicas', replicas);
