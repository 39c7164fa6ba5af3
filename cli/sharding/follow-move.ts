import type { Move } from '../../core/sharding/moving/move.ts';
import type { KeyspaceStore } from '../../core/sharding/ports.ts';
import type { Session } from '../session.ts';
import { followMoves } from './follow-moves.ts';
import { isSettled } from './move-lines.ts';

/** Shows one move until it has settled, and answers it; null where the store has lost sight of it. */
export async function followMove(
  session: Session,
  store: Pick<KeyspaceStore, 'move'>,
  { keyspace, id }: Pick<Move, 'keyspace' | 'id'>,
): Promise<Move | null> {
  const look = async () => {
    const found = await store.move(keyspace, id);
    const moves = found === null ? [] : [found];
    return { moves, isOver: moves.every(isSettled) };
  };
  const [end = null] = await followMoves(session, { keyspace, total: 1, look });
  return end;
}
