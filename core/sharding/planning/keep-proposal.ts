import type { Plan } from './plan.ts';
import type { PlanningStore } from './ports.ts';

/** The newest proposal takes the place of the one before; nothing is written where it is the same again. */
export async function keepProposal(plan: Plan, atMs: number, planning: PlanningStore): Promise<void> {
  const [newest] = await planning.plans(plan.keyspace, 1);
  const moves = ({ moves }: Plan) => moves.map(({ slot, to }) => `${slot}>${to}`).join();
  if (newest?.is === 'proposed') {
    if (moves(newest.plan) === moves(plan)) return;
    await planning.markPlan(newest, 'dropped', atMs, `plan ${plan.id} took its place`);
  }
  await planning.putPlan(plan, 'proposed', null);
}
