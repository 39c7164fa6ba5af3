import { alarms } from '../../adapters/signals/alarms.ts';
import { keyspaceRequest, keyspaceTick } from '../../adapters/signals/keyspaces.ts';
import { tick } from '../../adapters/signals/ticks.ts';

/** What wakes the balancer of one keyspace. */
export function hears(keyspace: string) {
  return [...alarms, tick, keyspaceTick(keyspace), keyspaceRequest(keyspace, 'sharding')];
}
