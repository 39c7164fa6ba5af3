import { type CapabilityName, functionOf, isCapabilityName } from '../model/capability-name.ts';
import { serviceOf } from '../model/service-and-tier.ts';
import type { Key } from '../ports.ts';
import { shardFunctionName } from '../sharding/config/shard-function-name.ts';

/** Those whose every subject is looked at by a function of its keyspace. */
const byKeyspace: { readonly [Name in CapabilityName]?: 'shard-balancer' | 'shard-mover' } = {
  sharding: 'shard-balancer',
  moving: 'shard-mover',
};

/** The name of the function that looks at a subject; null where this release knows no such capability. */
export function lookedAtBy(deployment: string, { capability, subject }: Key): string | null {
  if (!isCapabilityName(capability)) return null;
  const role = byKeyspace[capability];
  if (role !== undefined) return shardFunctionName(deployment, serviceOf(subject), role);
  return `${deployment}-${functionOf(capability)}`;
}
