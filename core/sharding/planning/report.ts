import { becauseOf } from '../../because-of.ts';
import type { Report } from '../../looking/report.ts';
import type { Told } from '../../looking/sink.ts';
import type { ShardingEntry } from './looks.ts';
import type { Unmeasured } from './measure-shards.ts';

/** What counting knows of a whole invocation of planning. */
export interface PlansOver {
  readonly unmeasured: readonly Unmeasured[];
  /** How many shards are busy with moves; null where nothing was observed. */
  readonly busy: number | null;
}

/** How looks at the plans of a keyspace are told and counted. */
export const planningReport: Report<ShardingEntry, PlansOver> = {
  capability: 'sharding',
  facts: (entry) => ({ moves: entry?.decision?.desired.begin.length ?? 0 }),
  news: () => null,
  counts: {
    /** Looks at keyspaces. */
    ShardLooks: { unit: 'Count', logged: true, sum: () => 1 },
    /** Shards that could not be measured. */
    ShardsUnmeasured: { unit: 'Count', logged: true, once: ({ unmeasured }) => unmeasured.length },
    /** Moves that were begun. */
    ShardMovesBegun: {
      unit: 'Count',
      logged: true,
      sum: ({ entry }) => (entry?.outcome?.is === 'applied' ? (entry.decision?.change?.begin.length ?? 0) : 0),
    },
    /** Shards that are busy with moves. */
    ShardsBusy: { unit: 'Count', logged: true, once: ({ busy }) => busy },
  },
};

/** A shard that could not be measured, as a line of the log. */
export function tellUnmeasured({ shard, error }: Unmeasured): Told {
  const line = { message: `shard ${shard} could not be measured`, because: becauseOf(error).error };
  return { level: 'warn', line, news: null };
}
