import { isClosed } from '../../../../core/sharding/moving/move.ts';
import type { MoveSeen } from '../../../../core/sharding/moving/servers/seen.ts';
import { unknownCopy } from '../../../../core/sharding/moving/servers/seen.ts';
import { ShardUnreachable } from '../../../postgres/connect.ts';
import { codeOf } from '../../../postgres/session.ts';
import { seeCopy, seeNames, seeSide } from './observe.ts';
import { preFlight } from './pre-flight/pre-flight.ts';
import type { Side, Work } from './work.ts';

type Seen = Omit<MoveSeen, 'atMs' | 'slot' | 'rollbackHours'>;

/** While writers wait, a shard that does not answer for so long counts as gone. */
const mostAnswerMs = 600;

/** What both shards say of a move; one that cannot be reached is told, with the next step. */
export async function observeBoth(work: Work): Promise<Seen> {
  const { move, source, target } = work;
  const way = move.is === 'reversible' ? 'back' : move.way;
  const isBlocked = isClosed(move.is);
  const look = (side: Side) =>
    isBlocked ? reached(side, answered(work, side, seeNames(work, side))) : reached(side, seeSide(work, side, way));
  const [atSource, atTarget] = await Promise.all([look(source), look(target)]);
  const told = [atSource, atTarget].flatMap((one) => ('unreachable' in one ? [one.unreachable] : []));
  const seen = {
    source: 'unreachable' in atSource ? null : atSource,
    target: 'unreachable' in atTarget ? null : atTarget,
    unreachable: told.join(' ') || null,
    blockers: [],
    notices: [],
    copy: unknownCopy,
  };
  if (isBlocked && !('unreachable' in atTarget)) {
    return { ...seen, copy: { ...unknownCopy, marked: atTarget.marked } };
  }
  if (seen.source === null || seen.target === null) return seen;
  if (move.is === 'planned') return { ...seen, ...(await preFlight(work)) };
  const [from, to] = way === move.way ? [seen.source, seen.target] : [seen.target, seen.source];
  return { ...seen, copy: await seeCopy(work, from, to) };
}

/** A connection that says nothing is not waited for: it is made anew. */
async function answered<T>({ sleep }: Work, { shard }: Side, look: Promise<T>): Promise<T> {
  const silence = async () => {
    await sleep(mostAnswerMs);
    throw new ShardUnreachable(`shard "${shard}" gave no answer within ${mostAnswerMs / 1000} s; see whether it is up`);
  };
  return Promise.race([look, silence()]);
}

async function reached<T>({ shard }: Side, look: Promise<T>): Promise<T | { readonly unreachable: string }> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof ShardUnreachable) return { unreachable: error.message };
    if (!isBrokenConnection(error)) throw error;
    return { unreachable: `shard "${shard}" broke off: ${(error as Error).message}; see whether it is up` };
  }
}

/** Errors of the classes 08 (connection) and 57P (shut down), or of no class at all, which are the network's own. */
function isBrokenConnection(error: unknown): boolean {
  const code = codeOf(error);
  return code === null || !/^[0-9A-Z]{5}$/.test(code) || code.startsWith('08') || code.startsWith('57P');
}
