import type { Entry } from '../../core/model/entry.ts';
import type { Observation, ShardingStep } from '../../core/sharding/planning/observation.ts';

/** What a look at the shards of a keyspace saw and decided, in one line. */
export function shardingText({ observation, decision }: Entry): string {
  if (observation === null) return 'nothing was observed';
  const { mode, running } = observation as Observation;
  const now = running === null ? 'no plan runs' : `plan ${running.stored.plan.id} runs`;
  return `mode ${mode}, ${now} -> ${shardingDesiredText(decision?.desired)}`;
}

/** What a judgement on shards came to. */
export function shardingDesiredText(desired: unknown): string {
  const { plan, begin, end } = (desired ?? { plan: null, begin: [], end: null }) as ShardingStep;
  const parts = [
    ...(plan === null ? [] : [`plan ${plan.id} of ${plan.moves.length} slots`]),
    ...(begin.length === 0 ? [] : [`begin slots ${begin.map(({ slot }) => slot).join(', ')}`]),
    ...(end === null ? [] : [`the plan is ${end.is}`]),
  ];
  return parts.join('; ') || 'nothing to do';
}

/** What was known of moves and measures. */
export function shardingInputs(entry: Entry): string[] {
  const { busy, measuredAtMs } = entry.observation as Observation;
  const measured = measuredAtMs === null ? 'never' : new Date(measuredAtMs).toISOString();
  return [`busy: ${busy.join(', ') || 'no shard'}`, `loads: of the hour from ${measured}`];
}
