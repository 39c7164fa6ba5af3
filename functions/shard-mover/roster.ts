import { drive, keyspaceRequest, keyspaceTick } from '../../adapters/signals/keyspaces.ts';
import { tick } from '../../adapters/signals/ticks.ts';

/** What wakes the mover of one keyspace. */
export function hears(keyspace: string) {
  return [tick, keyspaceTick(keyspace), drive(keyspace), keyspaceRequest(keyspace, 'moving')];
}
