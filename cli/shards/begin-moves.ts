import type { Move } from '../../core/sharding/move.ts';
import { moveId } from '../../core/sharding/move-id.ts';
import { newMove } from '../../core/sharding/new-move.ts';
import type { Plan, PlannedMove } from '../../core/sharding/planning/plan.ts';
import type { KeyspaceStore } from '../../core/sharding/ports.ts';
import { isSettled } from './move-lines.ts';

/** What of a plan is still to be begun, and what of it cannot be any more. */
export interface Begun {
  readonly begun: readonly Move[];
  /** Moves that wait for a shard that is busy with another. */
  readonly waiting: readonly PlannedMove[];
  /** Slots that are not as the plan found them: somebody has moved them since. */
  readonly refused: readonly PlannedMove[];
}

interface Beginning {
  readonly nowMs: number;
  random(): number;
}

/** Begins as many of these moves of a plan as may run now: at most one of a shard at a time. */
export async function beginMoves(
  store: KeyspaceStore,
  plan: Plan,
  moves: readonly PlannedMove[],
  { nowMs, random }: Beginning,
): Promise<Begun> {
  const active = await store.activeMoves(plan.keyspace);
  const busy = new Set(active.filter((move) => !isSettled(move)).flatMap(({ from, to }) => [from, to]));
  const [begun, waiting, refused]: [Move[], PlannedMove[], PlannedMove[]] = [[], [], []];
  for (const planned of moves) {
    const { slot, from, to, epoch } = planned;
    if (busy.has(from) || busy.has(to)) {
      waiting.push(planned);
      continue;
    }
    const asked = { slot, from, to, epoch, keyspace: plan.keyspace, plan: plan.id };
    const move = newMove({ ...asked, id: moveId(nowMs, random), requestedAtMs: nowMs });
    if (await store.begin(move)) {
      begun.push(move);
      busy.add(from).add(to);
    } else refused.push(planned);
  }
  return { begun, waiting, refused };
}
