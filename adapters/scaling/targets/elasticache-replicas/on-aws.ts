import { once } from '../../../aws/once.ts';
import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { elastiCacheClients } from '../elasticache/clients.ts';
import { replicationGroups } from '../elasticache/replication-groups.ts';
import { replicas } from './elasticache-replicas.ts';

/** Replication groups of AWS itself. Make it once a process: it keeps its clients. */
export function onAws(): MakeNamedTarget<'elasticache-replicas'> {
  const clients = elastiCacheClients();
  const readRivals = once(async () => (await import('../any-kind/native-rivals-on-aws.ts')).nativeRivalsOnAws());
  return (world) => replicationGroups(replicas, { ...world, clients }, readRivals);
}
