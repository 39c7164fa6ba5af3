import { allThatThereAre } from '../../core/model/near-names.ts';
import type { KeyspaceConfig } from '../../core/sharding/config/keyspace.ts';
import type { ShardMap } from '../../core/sharding/map/shard-map.ts';
import type { Slot } from '../../core/sharding/map/slot.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import type { PlanningSituation } from '../../core/sharding/planning/situation.ts';
import { situationOf } from '../../core/sharding/planning/situation-of.ts';
import { CommandError } from '../command-error.ts';
import { typedCommand } from '../typed-command.ts';
import type { KeyspaceSession } from './keyspace-session.ts';

/** Everything that commands say of one keyspace, read at one time. */
export interface KnownKeyspace {
  readonly config: KeyspaceConfig;
  readonly map: ShardMap;
  readonly slots: readonly Slot[];
  readonly activeMoves: readonly Move[];
  readonly draining: readonly string[];
  readonly situation: PlanningSituation;
}

const loadDays = 4;

/** Throws `CommandError` where it is not configured, or has no map yet. */
export async function knownKeyspace(
  { store, planning, where }: KeyspaceSession,
  keyspace: string,
  atMs: number,
): Promise<KnownKeyspace> {
  const [config, map] = await Promise.all([configured(store, keyspace), store.map(keyspace, true)]);
  if (map === null)
    throw new CommandError(`"${keyspace}" has no map yet; make it: ${typedCommand(`shards init ${keyspace}`, where)}`);
  const [slots, activeMoves, draining, loads] = await Promise.all([
    store.slots(keyspace),
    store.activeMoves(keyspace),
    planning.draining(keyspace),
    planning.loads(keyspace, atMs - loadDays * 86_400_000),
  ]);
  const situation = situationOf({ atMs, config, map, slots, loads, draining, activeMoves });
  return { config, map, slots, activeMoves, draining, situation };
}

/** Throws `CommandError` naming those that are. */
export async function configured(store: KeyspaceSession['store'], keyspace: string): Promise<KeyspaceConfig> {
  const config = await store.config(keyspace);
  if (config !== null) return config;
  const names = await store.keyspaces();
  const known = names.length === 0 ? 'none is; deploy one' : allThatThereAre(names);
  throw new CommandError(`no keyspace "${keyspace}" is configured: ${known}, or correct the name`);
}
