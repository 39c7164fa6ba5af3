import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type Heard, receive } from '../../adapters/signals/receive.ts';
import type { Allocation, Kept, Observation } from '../../core/balancing/observation.ts';
import type { Capability } from '../../core/capability.ts';
import { run } from '../../core/pipeline.ts';
import type { Spine } from '../../core/ports.ts';
import { answerQueue } from '../answer-queue.ts';
import { type BalanceRoster, type PlannedBalance, planBalances } from './plan-balances.ts';
import { type BalanceEntry, tellBalance } from './tell-balance.ts';

/** What one invocation has to work with. */
export interface BalancerInvocation {
  readonly deployment: string;
  readonly roster: BalanceRoster;
  readonly spine: Spine;
  readonly balancing: Capability<Observation, Allocation, Kept>;
}

/** What the function works with; made once a process. */
export interface BalancerWorld {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** `signal` ends calls that are still under way when the time is over. */
  invocation(context: Context, signal: AbortSignal): Promise<BalancerInvocation>;
}

/** What became of one planned look. */
interface Balanced {
  readonly planned: PlannedBalance;
  readonly entry: BalanceEntry | null;
  /** Why it should be made again with its messages; null where it went well, or where trying again would not help. */
  readonly fault: Error | null;
}

/** One invocation, from whatever Lambda was given to what it answers: a queue's failures, or the entries of the looks. */
export async function invoke(
  event: unknown,
  context: Context,
  signal: AbortSignal,
  world: BalancerWorld,
): Promise<SQSBatchResponse | { readonly entries: readonly BalanceEntry[] }> {
  const delivery = receive(event, context.awsRequestId);
  for (const { messageId, error } of delivery.misheard)
    world.log.error(error.message, { correlation_id: messageId ?? 'none' });
  const invocation = await world.invocation(context, signal);
  const { deployment, roster, spine } = invocation;
  const planned = await planBalances(delivery.heard, deployment, roster, spine.clock.nowMs());
  const balanced = await Promise.all(planned.map((one) => look(one, invocation)));
  for (const one of balanced) tellOne(one, world.log);
  count(balanced, world.metrics);
  if (delivery.queued) return answerQueue(event as SQSEvent, delivery, faultsOf(balanced));
  const [misheard] = delivery.misheard;
  if (misheard !== undefined) throw misheard.error;
  return answer(balanced);
}

async function look(planned: PlannedBalance, { balancing, spine }: BalancerInvocation): Promise<Balanced> {
  try {
    const entry = await run(balancing, planned.balance, planned.signal, spine);
    const failed = entry.outcome?.is === 'failed';
    const fault = failed ? new Error(`the look at ${entry.subject} failed; its entry ${entry.id} tells why`) : null;
    return { planned, entry, fault };
  } catch (error) {
    return { planned, entry: null, fault: error instanceof Error ? error : new Error(String(error)) };
  }
}

function tellOne({ planned, entry, fault }: Balanced, log: Logger): void {
  const line =
    entry === null
      ? { message: `${planned.balance}: failed`, subject: planned.balance, because: String(fault) }
      : tellBalance(entry);
  if (fault === null) log.info(line);
  else log.error(line);
}

function count(balanced: readonly Balanced[], metrics: Metrics): void {
  const outcomes = balanced.map(({ entry }) => entry?.outcome?.is ?? null);
  metrics.addMetric('BalanceLooks', 'Count', balanced.length);
  metrics.addMetric('WeightChanges', 'Count', outcomes.filter((is) => is === 'applied').length);
  metrics.addMetric('BalanceRefusals', 'Count', outcomes.filter((is) => is === 'refused').length);
  metrics.addMetric('BalanceFailures', 'Count', balanced.filter(({ fault }) => fault !== null).length);
}

function faultsOf(balanced: readonly Balanced[]): ReadonlyMap<Heard, Error> {
  const faults = new Map<Heard, Error>();
  for (const { planned, fault } of balanced) {
    if (fault !== null) for (const message of planned.awaitedBy) faults.set(message, fault);
  }
  return faults;
}

/** A direct invocation that made no entry fails as a whole, so that its sender sees why. */
function answer(balanced: readonly Balanced[]) {
  const entries = balanced.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  const fault = balanced.find((one) => one.fault !== null)?.fault ?? null;
  if (entries.length === 0 && fault !== null) throw fault;
  return { entries };
}
