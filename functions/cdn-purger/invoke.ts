import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Delivered } from './gather.ts';
import { report } from './report.ts';
import { type Invocation, type PurgeEntry, type Served, serve } from './serve.ts';

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
  readonly added: Served['added'];
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
  const { entries, refused, added } = served;
  return { entries, refused, added };
}

function isQueueEvent(event: unknown): event is SQSEvent {
  return typeof event === 'object' && event !== null && 'Records' in event && Array.isArray(event.Records);
}

function delivered({ messageId, body }: SQSEvent['Records'][number], index: number): Delivered {
  return { messageId, at: `event.Records[${index}].body`, body };
}
