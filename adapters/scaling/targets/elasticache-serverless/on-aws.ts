import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { elastiCacheClients } from '../elasticache/clients.ts';
import { serverlessCaches } from './elasticache-serverless.ts';

/** Serverless caches of AWS itself. Make it once a process: it keeps its clients. */
export function onAws(): MakeNamedTarget<'elasticache-serverless'> {
  const clients = elastiCacheClients();
  return (world) => serverlessCaches({ ...world, clients });
}
