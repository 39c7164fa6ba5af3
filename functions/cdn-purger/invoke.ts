import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { mask } from '../../core/because-of.ts';
import { tell } from '../../core/model/reason.ts';
import { type Delivered, type Invocation, type PurgeEntry, type Served, serve } from './serve.ts';

/** What the function works with; made once a process. */
export interface World {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** `signal` ends calls that are still under way when the time is over. */
  invocation(signal: AbortSignal): Promise<Invocation>;
}

/** What a direct invocation is answered with. */
export interface DirectAnswer {
  readonly entries: readonly PurgeEntry[];
  readonly refused: Served['refused'];
}

/** One invocation, from whatever Lambda was given to what it answers: a queue's failures, or the entries of the looks. */
export async function invoke(
  event: unknown,
  context: Context,
  signal: AbortSignal,
  { log, metrics, invocation }: World,
): Promise<SQSBatchResponse | DirectAnswer> {
  const queued = isQueueEvent(event);
  const messages = queued
    ? event.Records.map(delivered)
    : [{ messageId: context.awsRequestId, at: 'event', body: event }];
  const served = await serve(messages, await invocation(signal));
  report(served, log, metrics);
  if (queued) return { batchItemFailures: [...served.faults.keys()].map((itemIdentifier) => ({ itemIdentifier })) };
  for (const fault of served.faults.values()) throw fault;
  return { entries: served.entries, refused: served.refused };
}

function isQueueEvent(event: unknown): event is SQSEvent {
  return typeof event === 'object' && event !== null && 'Records' in event && Array.isArray(event.Records);
}

function delivered({ messageId, body }: SQSEvent['Records'][number], index: number): Delivered {
  return { messageId, at: `event.Records[${index}].body`, body };
}

function report({ entries, refused, faults }: Served, log: Logger, metrics: Metrics): void {
  for (const [messageId, error] of faults) log.error(error.message, { correlation_id: messageId });
  for (const one of refused) log.warn('an item was refused', { ...one, item: mask(one.item.slice(0, 200)) });
  for (const entry of entries) log.info(lineOf(entry));
  const real = entries.filter(({ signal }) => !signal.dryRun);
  const sum = (count: (entry: PurgeEntry) => number) => real.reduce((total, entry) => total + count(entry), 0);
  const isDone = ({ outcome }: PurgeEntry) => outcome?.is === 'applied';
  metrics.addMetric(
    'PurgesFailed',
    'Count',
    sum(({ outcome }) => (outcome?.is === 'failed' ? 1 : 0)),
  );
  metrics.addMetric('PurgeItemsRefused', 'Count', refused.length);
  metrics.addMetric(
    'PurgeItems',
    'Count',
    sum((entry) => (isDone(entry) ? itemsOf(entry) : 0)),
  );
  metrics.addMetric(
    'PurgesPending',
    'Count',
    sum(({ observation }) => observation?.pending.count ?? 0),
  );
  metrics.addMetric(
    'PurgesInProgress',
    'Count',
    sum(({ decision }) => decision?.keep.inProgress.length ?? 0),
  );
  metrics.addMetric('PurgeAgeSeconds', 'Seconds', Math.max(0, ...real.map(ageSeconds)));
  metrics.addMetric(
    'PurgeItemsThisMonth',
    'Count',
    sum(({ decision }) => decision?.keep.itemsThisMonth ?? 0),
  );
}

const itemsOf = ({ decision }: PurgeEntry) =>
  (decision?.desired ?? []).reduce((sum, { items }) => sum + items.length, 0);

/** How long the oldest change waits that is not known to be purged everywhere. */
function ageSeconds({ atMs, observation, decision }: PurgeEntry): number {
  const since = [
    observation?.pending.oldestAtMs ?? atMs,
    ...(decision?.keep.inProgress ?? []).map((one) => one.requestedAtMs),
  ];
  return Math.max(0, ...since.map((oneAtMs) => (atMs - oneAtMs) / 1000));
}

function lineOf(entry: PurgeEntry) {
  const { subject, signal, outcome, decision, id } = entry;
  const binding = decision?.reasons[decision.binding];
  return {
    message: `${subject}: ${outcome?.is ?? 'intended'}`,
    correlation_id: signal.id,
    subject,
    dryRun: signal.dryRun,
    because: outcome?.because ? tell(outcome.because) : null,
    boundBy: binding?.by ?? null,
    reason: binding === undefined ? null : tell(binding.because),
    items: itemsOf(entry),
    entry: id,
  };
}
