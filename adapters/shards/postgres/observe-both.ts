import type { KeyspaceConfig } from '../../../core/model/keyspace.ts';
import type { Move } from '../../../core/sharding/move.ts';
import { legOf } from '../../../core/sharding/moves/leg.ts';
import type { CopySeen, Observed } from '../../../core/sharding/moves/observed.ts';
import { ShardUnreachable } from './connect.ts';
import { madeNames } from './made-names.ts';
import { hasCutMark, seeCopy, seeNames, seeSide } from './observe.ts';
import { preFlight } from './pre-flight.ts';
import { codeOf } from './session.ts';
import type { Side, Work } from './work.ts';

const unknownCopy: CopySeen = {
  prepared: false,
  following: false,
  copied: false,
  indexed: false,
  backPrepared: false,
  verified: false,
  mismatch: null,
  drift: null,
  lagMs: null,
  lockedBy: null,
  marked: false,
  stuck: null,
};

type Seen = Omit<Observed, 'atMs' | 'slot' | 'rollbackHours'>;

/** What both shards say of a move; one that cannot be reached is told, with the next step. */
export async function observeBoth(
  config: KeyspaceConfig,
  move: Move,
  sideOf: (shard: string) => Promise<Side>,
  rest: Pick<Work, 'nowMs' | 'sleep'>,
): Promise<Seen> {
  const leg = legOf(move);
  const work = (source: Side, target: Side): Work => ({
    move,
    leg,
    made: madeNames(move),
    source,
    target,
    applicationRole: config.applicationRole,
    ...rest,
  });
  const way = move.is === 'reversible' ? 'back' : move.way;
  const isBlocked = move.is === 'cutting' || move.is === 'opening';
  const look = (shard: string) =>
    reached(shard, async () => {
      const side = await sideOf(shard);
      const both = work(side, side);
      return { side, seen: isBlocked ? await seeNames(both, side) : await seeSide(both, side, way) };
    });
  const [source, target] = await Promise.all([look(leg.source), look(leg.target)]);
  const unreachable =
    [source, target].flatMap((one) => ('unreachable' in one ? [one.unreachable] : [])).join(' ') || null;
  const seen = {
    source: 'unreachable' in source ? null : source.seen,
    target: 'unreachable' in target ? null : target.seen,
    unreachable,
    blockers: [],
    copy: unknownCopy,
  };
  if ('unreachable' in target) return seen;
  if ('unreachable' in source) {
    return { ...seen, copy: { ...unknownCopy, marked: await hasCutMark(work(target.side, target.side)) } };
  }
  const both = work(source.side, target.side);
  if (move.is === 'planned') return { ...seen, blockers: await preFlight(both) };
  const [from, to] = way === move.way ? [source, target] : [target, source];
  return { ...seen, copy: await seeCopy(both, from.seen, to.seen) };
}

async function reached<T>(shard: string, look: () => Promise<T>): Promise<T | { readonly unreachable: string }> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ShardUnreachable) return { unreachable: error.message };
    if (!isBrokenConnection(error)) throw error;
    return { unreachable: `shard "${shard}" broke off: ${(error as Error).message}; see whether it is up` };
  }
}

/** Of the classes 08 (connection) and 57P (shut down), or of no class at all: the network's own. */
function isBrokenConnection(error: unknown): boolean {
  const code = codeOf(error);
  return code === null || !/^[0-9A-Z]{5}$/.test(code) || code.startsWith('08') || code.startsWith('57P');
}
