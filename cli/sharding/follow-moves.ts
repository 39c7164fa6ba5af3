import type { Move, MoveState } from '../../core/sharding/moving/move.ts';
import { Interrupted } from '../command-error.ts';
import type { Where } from '../connect.ts';
import { type Progress, progress } from '../progress.ts';
import { note, type Session } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import type { KeyspaceSession } from './keyspace-session.ts';
import { isSettled, means } from './move-lines.ts';

/** What is followed: how many moves there are to be, and how they are now. */
export interface Followed {
  readonly moves: readonly Move[];
  readonly isOver: boolean;
}

const stages: readonly MoveState[] = ['planned', 'preparing', 'copying', 'catching-up', 'cutting', 'opening'];
const lookMs = 1000;

interface Following {
  readonly keyspace: string;
  readonly where: Where;
  /** How many there are. */
  readonly total: number;
  look(): Promise<Followed>;
}

/**
 * Shows moves until they have settled, and answers them. At Ctrl-C it says that they go on, and rejects with `Interrupted`:
 * whoever follows a move does not drive it.
 */
export async function followMoves(
  session: Session,
  { keyspace, where, total, look }: Following,
): Promise<readonly Move[]> {
  const shown = progress(session);
  shown.step(`${total === 1 ? 'the move is' : `${total} moves are`} under way`);
  const told = new Set<string>();
  try {
    for (;;) {
      const { moves, isOver } = await look();
      show(shown, moves, total);
      for (const line of moves.flatMap(toldOf)) tellOnce(session, told, line);
      if (isOver) return moves;
      await pause(session.signal);
    }
  } catch (error) {
    const reason: unknown = session.signal.aborted ? session.signal.reason : error;
    if (!(reason instanceof Interrupted)) throw error;
    shown.end();
    note(session, `the moves go on by themselves: ${typedCommand(`shards status ${keyspace}`, where)} shows them,`);
    note(session, `${typedCommand(`shards abort ${keyspace} --all`, where)} gives them up`);
    throw reason;
  } finally {
    shown.end();
  }
}

function show(shown: Progress, moves: readonly Move[], total: number): void {
  const done = moves.reduce((sum, move) => sum + stageOf(move), 0);
  const running = moves.filter((move) => !isSettled(move)).map(({ slot, is }) => `slot ${slot} ${is}: ${means[is]}`);
  const settled = moves.filter(isSettled).length;
  shown.at(done, total * stages.length, [`${settled} of ${total}`, ...running.slice(0, 3)].join(', '));
}

function stageOf(move: Move): number {
  return isSettled(move) ? stages.length : Math.max(0, stages.indexOf(move.is));
}

function toldOf({ trouble, notices }: Move): string[] {
  const known = notices.map((notice) => `to know: ${notice}`);
  return trouble === null ? known : [...known, `in the way: ${trouble}`];
}

function tellOnce(session: Session, told: Set<string>, line: string): void {
  if (told.has(line)) return;
  told.add(line);
  note(session, line);
}

/** A second, or less where the person wants an end. */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, lookMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Shows one move until it has settled, and answers it; null where the store has lost sight of it. */
export async function followMove(
  session: Session,
  { store, where }: Pick<KeyspaceSession, 'store' | 'where'>,
  { keyspace, id }: Pick<Move, 'keyspace' | 'id'>,
): Promise<Move | null> {
  const look = async () => {
    const found = await store.move(keyspace, id);
    const moves = found === null ? [] : [found];
    return { moves, isOver: moves.every(isSettled) };
  };
  const [end = null] = await followMoves(session, { keyspace, where, total: 1, look });
  return end;
}
