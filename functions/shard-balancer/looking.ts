import { wholeRoster } from '../../core/looking/plan.ts';
import { run } from '../../core/pipeline.ts';
import type { Spine } from '../../core/ports.ts';
import { PlanningLooks, type PlanningWork, type ShardingEntry } from '../../core/sharding/planning/looks.ts';
import { type PlansOver, tellUnmeasured } from '../../core/sharding/planning/report.ts';
import { planningScopes } from '../../core/sharding/planning/scopes.ts';
import { type ShardingWorld, sharding } from '../../core/sharding/planning/sharding.ts';
import type { Looking } from '../looks.ts';

/** What one invocation has to work with. */
export interface Parts extends Omit<PlanningWork, 'look'>, ShardingWorld {
  readonly spine: Spine;
}

/** What a direct invocation is answered with; the entry is null where nothing was looked at. */
interface Answer {
  readonly entry: ShardingEntry | null;
  readonly unmeasured: readonly string[];
}

/** One invocation of the plans for a keyspace. */
export function planningLooking(keyspace: string, parts: Parts): Looking<ShardingEntry, PlansOver, Answer> {
  const capability = sharding(parts);
  const looks = new PlanningLooks({
    ...parts,
    look: (subject, signal, spine) => run(capability, subject, signal, spine),
  });
  const { unmeasured } = looks;
  return {
    roster: wholeRoster(planningScopes, async () => [keyspace]),
    spine: parts.spine,
    mendsItself: false,
    chunkSize: 1,
    hasTime: () => true,
    look: () => (planned, spine) => looks.look(planned, spine),
    close: async ({ entries, faults, answer }) => ({
      whole: { unmeasured, busy: entries[0]?.observation?.busy.length ?? null },
      told: unmeasured.map(tellUnmeasured),
      answer: () => {
        // The schedule that invoked it counts its errors.
        for (const fault of faults.values()) throw fault;
        const [entry = null] = answer().entries;
        return { entry, unmeasured: unmeasured.map(({ shard }) => shard) };
      },
    }),
  };
}
