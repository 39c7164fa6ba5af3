import { moveId } from '../../core/sharding/moving/new-move.ts';
import { makePlan } from '../../core/sharding/planning/make-plan.ts';
import type { Goal } from '../../core/sharding/planning/plan.ts';
import type { Session } from '../session.ts';
import { openKeyspaces } from './keyspace-session.ts';
import { type KnownKeyspace, knownKeyspace } from './known-keyspace.ts';
import type { ChangeOptions } from './options.ts';
import { runPlan } from './run-plan.ts';

/** Plans for a goal and runs the plan, as far as the options say. */
export async function planGoal(
  session: Session,
  keyspace: string,
  options: ChangeOptions,
  goalOf: (known: KnownKeyspace) => Goal,
): Promise<void> {
  const keyspaces = await openKeyspaces(options);
  const nowMs = session.nowMs();
  const known = await knownKeyspace(keyspaces, keyspace, nowMs);
  const { config, map } = known;
  const shards = Object.entries(config.shards).map(([name, { weight }]) => ({ name, weight }));
  // A shard that was deployed since is on the map before slots go there.
  if (!options.dryRun && shards.some(({ name }) => !map.shards.some((one) => one.name === name)))
    await keyspaces.store.addShards(keyspace, shards);
  const plan = makePlan(moveId(nowMs, Math.random), goalOf(known), known.situation);
  await runPlan(session, keyspaces, { plan }, options);
}
