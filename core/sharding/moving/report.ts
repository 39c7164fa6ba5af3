import type { Report } from '../../looking/report.ts';
import type { Entry } from '../../model/entry.ts';
import { isActive, type Move } from './move.ts';

/** What a sweep found; null where none was made. */
export interface Swept {
  readonly orphans: number;
  readonly lagBytes: number;
}

/** What counting knows of a whole invocation of moving. */
export interface MovesOver {
  readonly before: readonly Move[];
  readonly after: readonly Move[];
  readonly swept: Swept | null;
  readonly nowMs: number;
}

/** A move that has stood in one state for so long, with something in its way, is for a person. */
const stuckMs = 1_800_000;

/** How looks at moves are told and counted. */
export const movingReport: Report<Entry, MovesOver> = {
  capability: 'moving',
  facts: () => ({}),
  news: () => null,
  counts: {
    /** What shards hold that no move knows of. */
    ShardOrphans: { unit: 'Count', once: ({ swept }) => swept?.orphans ?? null },
    /** How much WAL the slowest replication slot holds back. */
    ShardSlotLagBytes: { unit: 'Bytes', once: ({ swept }) => swept?.lagBytes ?? null },
    /** Moves that are under way. */
    ShardMovesActive: { unit: 'Count', once: ({ after }) => after.filter(isUnderWay).length },
    /** Moves that have not come on for long. */
    ShardMovesStuck: { unit: 'Count', once: stuck },
    /** How long nobody could write to a slot, for each cut-over. */
    ShardCutoverMilliseconds: { unit: 'Milliseconds', once: cutovers },
  },
};

const isUnderWay = ({ is }: Move) => isActive(is) && is !== 'reversible';

function stuck({ after, nowMs }: MovesOver): number {
  const isStuck = ({ trouble, sinceMs }: Move) => trouble !== null && nowMs - sinceMs > stuckMs;
  return after.filter((move) => isUnderWay(move) && isStuck(move)).length;
}

/** How long nobody could write to the slots whose cut-over these looks have made. */
function cutovers({ before, after }: MovesOver): readonly number[] {
  const known = new Map(before.map((move) => [move.id, move.blockedMs]));
  return after.flatMap(({ id, blockedMs }) => (blockedMs !== null && known.get(id) === null ? [blockedMs] : []));
}
