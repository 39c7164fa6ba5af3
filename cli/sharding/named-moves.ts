import type { Move } from '../../core/sharding/moving/move.ts';
import { CommandError } from '../command-error.ts';
import { typedCommand } from '../typed-command.ts';
import type { KeyspaceSession } from './keyspace-session.ts';

/** A move by its id, by the number of its slot, or all that are active. Throws `CommandError` where there is none. */
export async function namedMoves(
  { store, where }: KeyspaceSession,
  keyspace: string,
  name: string | undefined,
  all: boolean,
): Promise<readonly Move[]> {
  const active = await store.activeMoves(keyspace);
  if (all) return active;
  if (name === undefined) throw new CommandError('name a move or a slot, or give --all');
  const found =
    active.find(({ id, slot }) => id === name || String(slot) === name) ?? (await store.move(keyspace, name));
  if (found !== null) return [found];
  throw new CommandError(
    `no move "${name}" of ${keyspace} is known; ${typedCommand(`shards status ${keyspace}`, where)} lists those under way`,
  );
}
