import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import type { Entry } from '../../core/model/entry.ts';
import { tell } from '../../core/model/reason.ts';
import { run } from '../../core/pipeline.ts';
import type { Spine } from '../../core/ports.ts';
import type { KeyspaceConfig } from '../../core/sharding/config/keyspace.ts';
import type { Kept, Observation, ShardingStep } from '../../core/sharding/planning/observation.ts';
import type { Plan } from '../../core/sharding/planning/plan.ts';
import type { PlanningStore } from '../../core/sharding/planning/ports.ts';
import { type ShardingWorld, sharding } from '../../core/sharding/planning/sharding.ts';
import { readWake } from '../read-wake.ts';
import { type MeasuringParts, measureShards, type Unmeasured } from './measure-shards.ts';

export type ShardingEntry = Entry<Observation, ShardingStep, Kept>;

/** What one invocation has to work with. */
export interface ShardBalancerInvocation extends MeasuringParts, ShardingWorld {
  readonly spine: Spine;
  /** Has moves that have begun driven at once; without it they wait for the mover's next tick. */
  drive(): Promise<void>;
}

/** What the function works with; made once a process. */
export interface ShardBalancerWorld {
  readonly keyspace: string;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** `signal` ends calls that are still under way when the time is over. */
  invocation(context: Context, signal: AbortSignal): Promise<ShardBalancerInvocation>;
}

/** Measures the shards, then looks at their loads once. A dry run measures nothing and says what it would do. */
export async function invoke(
  event: unknown,
  context: Context,
  abort: AbortSignal,
  world: ShardBalancerWorld,
): Promise<{ readonly entry: ShardingEntry; readonly unmeasured: readonly string[] }> {
  const { keyspace, log, metrics } = world;
  const signal = readWake(event, keyspace, context.awsRequestId);
  const invocation = await world.invocation(context, abort);
  const config = await invocation.keyspaces.config(keyspace);
  const unmeasured = signal.dryRun || config === null ? [] : await measured(invocation, config, log);
  const entry = await run(sharding(invocation), keyspace, signal, invocation.spine);
  await follow(entry, invocation);
  report(entry, unmeasured, log, metrics);
  if (entry.outcome?.is === 'failed')
    throw new Error(`the look at ${keyspace} failed; its entry ${entry.id} tells why`);
  return { entry, unmeasured: unmeasured.map(({ shard }) => shard) };
}

async function measured(
  invocation: ShardBalancerInvocation,
  config: KeyspaceConfig,
  log: Logger,
): Promise<readonly Unmeasured[]> {
  const unmeasured = await measureShards(invocation, config);
  for (const { shard, error } of unmeasured)
    log.warn(`shard ${shard} could not be measured`, { because: String(error) });
  return unmeasured;
}

/** What is proposed is kept for whoever may begin it; what has begun is driven. */
async function follow(entry: ShardingEntry, invocation: ShardBalancerInvocation): Promise<void> {
  const { signal, outcome, decision } = entry;
  if (signal.dryRun || decision === null) return;
  const { plan, begin } = decision.desired;
  if (outcome?.is === 'recommended' && plan !== null) await keepProposal(plan, entry.atMs, invocation.planning);
  if (outcome?.is === 'applied' && begin.length > 0) await invocation.drive();
}

/** The newest proposal takes the place of the one before; nothing is written where it is the same again. */
async function keepProposal(plan: Plan, atMs: number, planning: PlanningStore): Promise<void> {
  const [newest] = await planning.plans(plan.keyspace, 1);
  const tell = ({ moves }: Plan) => moves.map(({ slot, to }) => `${slot}>${to}`).join();
  if (newest?.is === 'proposed') {
    if (tell(newest.plan) === tell(plan)) return;
    await planning.markPlan(newest, 'dropped', atMs, `plan ${plan.id} took its place`);
  }
  await planning.putPlan(plan, 'proposed', null);
}

function report(entry: ShardingEntry, unmeasured: readonly Unmeasured[], log: Logger, metrics: Metrics): void {
  const { subject, outcome, decision, observation, signal } = entry;
  const binding = decision?.reasons[decision.binding];
  log.info(`${subject}: ${outcome?.is ?? 'intended'}`, {
    correlation_id: signal.id,
    subject,
    dryRun: signal.dryRun,
    because: outcome?.because ? tell(outcome.because) : null,
    reason: binding === undefined ? null : tell(binding.because),
    entry: entry.id,
  });
  if (signal.dryRun) return;
  metrics.addMetric('ShardLooks', 'Count', 1);
  metrics.addMetric('ShardsUnmeasured', 'Count', unmeasured.length);
  metrics.addMetric('ShardMovesBegun', 'Count', outcome?.is === 'applied' ? (decision?.change?.begin.length ?? 0) : 0);
  if (observation !== null) metrics.addMetric('ShardsBusy', 'Count', observation.busy.length);
}
