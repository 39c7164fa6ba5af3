import { Refusal } from '../../model/errors.ts';
import type { KeyspaceConfig } from '../config/keyspace.ts';
import type { KeyspaceStore } from '../ports.ts';
import type { Move, MoveState } from './move.ts';

/** What the last look at a move left: for people, since what is right is always seen. */
export interface MoveKept {
  readonly is: MoveState;
}

/** One move as a subject of looks: `<keyspace>/<move>`. */
export function moveSubject({ keyspace, id }: Pick<Move, 'keyspace' | 'id'>): string {
  return `${keyspace}/${id}`;
}

/** The move that a subject names, and the config of its keyspace. Rejects with `Refusal` where either is gone. */
export async function knownMove(store: Pick<KeyspaceStore, 'config' | 'move'>, subject: string) {
  const [keyspace = '', id = ''] = subject.split('/');
  const [config, move] = [await configOf(store, keyspace), await store.move(keyspace, id)];
  if (move === null) throw new Refusal(`keyspace "${keyspace}" has no move "${id}"; headroom shards status lists them`);
  return { config, move };
}

/** The config of a keyspace. Rejects with `Refusal` where there is none any more. */
export async function configOf(store: Pick<KeyspaceStore, 'config'>, keyspace: string): Promise<KeyspaceConfig> {
  const config = await store.config(keyspace);
  if (config === null) throw new Refusal(`no keyspace "${keyspace}" is configured; deploy its config first`);
  return config;
}
