import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { becauseOf } from '../../core/because-of.ts';
import type { Entry } from '../../core/model/entry.ts';
import { Refusal } from '../../core/model/errors.ts';
import { tell } from '../../core/model/reason.ts';
import type { Signal } from '../../core/model/signal.ts';
import type { Spine } from '../../core/ports.ts';
import type { KeyspaceConfig } from '../../core/sharding/config/keyspace.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { isActive } from '../../core/sharding/moving/move.ts';
import type { KeyspaceStore } from '../../core/sharding/ports.ts';
import { readWake } from '../read-wake.ts';
import { againInSeconds } from './again-in-seconds.ts';
import type { KindMover } from './movers.ts';

/** What one invocation has to work with. */
export interface MoverInvocation {
  readonly store: KeyspaceStore;
  readonly spine: Spine;
  mover(config: KeyspaceConfig): KindMover;
}

/** What the function works with; made once a process. */
export interface MoverWorld {
  readonly keyspace: string;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** `signal` ends calls that are still under way when the time is over. */
  invocation(context: Context, signal: AbortSignal): Promise<MoverInvocation>;
}

/** What it answers: how the moves are, and when it wants to be woken again (null where nothing is under way). */
export interface MoverAnswer {
  readonly moves: readonly Pick<Move, 'id' | 'slot' | 'is' | 'trouble'>[];
  readonly againInSeconds: number | null;
}

/** Looks at every active move of the keyspace, each once and all at the same time, and sweeps at the tick. */
export async function invoke(
  event: unknown,
  context: Context,
  abort: AbortSignal,
  world: MoverWorld,
): Promise<MoverAnswer> {
  const signal = readWake(event, world.keyspace, context.awsRequestId);
  const { store, spine, mover: moverOf } = await world.invocation(context, abort);
  const config = await store.config(world.keyspace);
  if (config === null) throw new Refusal(`no keyspace "${world.keyspace}" is configured; deploy its config first`);
  const mover = moverOf(config);
  try {
    const active = (await store.activeMoves(config.keyspace)).filter((move) =>
      isDue(move, signal, spine.clock.nowMs()),
    );
    const entries = await Promise.all(active.map((move) => look(mover, move, { signal, spine }, world.log)));
    if (signal.kind === 'tick' && !signal.dryRun) await tidy(mover, world);
    const now = await Promise.all(active.map(({ id }) => store.move(config.keyspace, id)));
    const moves = now.filter((move): move is Move => move !== null);
    if (!signal.dryRun) count(active, moves, spine.clock.nowMs(), world.metrics);
    const told = moves.map(({ id, slot, is, trouble }) => ({ id, slot, is, trouble }));
    return {
      moves: told,
      againInSeconds: againInSeconds(
        moves.filter(({ is }) => isActive(is)),
        entries,
        spine.clock.nowMs(),
      ),
    };
  } finally {
    await mover.end();
  }
}

/** One that can only be taken back is seen to every ten minutes. */
function isDue({ is }: Move, { kind }: Signal, nowMs: number): boolean {
  return is !== 'reversible' || (kind === 'tick' && Math.floor(nowMs / 60_000) % 10 === 0);
}

/** A move that cannot be looked at keeps no other from its look. */
async function look(
  mover: KindMover,
  move: Move,
  { signal, spine }: { readonly signal: Signal; readonly spine: Spine },
  log: Logger,
): Promise<Entry | null> {
  try {
    const entry = await mover.look(move, signal, spine);
    const { outcome, decision, id } = entry;
    const binding = decision?.reasons[decision.binding];
    log.info(`move ${move.id}: ${outcome?.is ?? 'intended'}`, {
      correlation_id: signal.id,
      subject: entry.subject,
      because: outcome?.because ? tell(outcome.because) : null,
      reason: binding === undefined ? null : tell(binding.because),
      entry: id,
    });
    return entry;
  } catch (error) {
    log.error(`move ${move.id} could not be looked at`, { because: tell(becauseOf(error)) });
    return null;
  }
}

/** A shard that is down is told by the moves that need it. */
async function tidy(mover: KindMover, { log, metrics }: MoverWorld): Promise<void> {
  try {
    const [orphans, lagBytes] = [await mover.sweep(), await mover.lagBytes()];
    metrics.addMetric('ShardOrphans', 'Count', orphans);
    metrics.addMetric('ShardSlotLagBytes', 'Bytes', lagBytes);
  } catch (error) {
    log.warn('shards could not be swept', { because: tell(becauseOf(error)) });
  }
}

/** A move that has stood in one state for so long, with something in its way, is for a person. */
const stuckMs = 1_800_000;

function count(before: readonly Move[], after: readonly Move[], nowMs: number, metrics: Metrics): void {
  const active = after.filter(({ is }) => isActive(is) && is !== 'reversible');
  const stuck = active.filter(({ trouble, sinceMs }) => trouble !== null && nowMs - sinceMs > stuckMs);
  metrics.addMetric('ShardMovesActive', 'Count', active.length);
  metrics.addMetric('ShardMovesStuck', 'Count', stuck.length);
  const known = new Map(before.map((move) => [move.id, move.blockedMs]));
  for (const { id, blockedMs } of after) {
    if (blockedMs !== null && known.get(id) === null)
      metrics.addMetric('ShardCutoverMilliseconds', 'Milliseconds', blockedMs);
  }
}
