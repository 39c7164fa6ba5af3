import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { receive } from '../adapters/signals/receive.ts';
import type { Shape } from '../adapters/signals/shape.ts';
import type { Delivery, Heard, Misheard } from '../core/looking/deliver.ts';
import { answerTo, comingAgain, type Served } from '../core/looking/settle.ts';
import type { Sink } from '../core/looking/sink.ts';
import { tellFault } from '../core/looking/tell.ts';
import { answerQueue } from './answer-queue.ts';
import { maskedError } from './masked-error.ts';

/** Why records come again, by their ids. */
export type Again = ReadonlyMap<string | null, Error>;

/** What an invocation brought, and what became of it. */
export interface Came<Said, Answer> {
  readonly delivery: Delivery<Said>;
  readonly served: Served<Said, Answer>;
}

/** What one function does with what it hears. */
export interface Door<Said, Answer> {
  readonly hears: readonly Shape<Said>[];
  readonly sinks: readonly Sink[];
  /** `abort` ends calls that are still under way when the time is over. */
  serve(heard: readonly Heard<Said>[], context: Context, abort: AbortSignal): Promise<Served<Said, Answer>>;
  /**
   * What comes again of a queue, or of a stream, where that is less than what was not dealt with, since some of it was put away.
   * Left out where whatever delivers records puts away by itself what was delivered in vain.
   */
  comesAgain?(again: Again, event: unknown, came: Came<Said, Answer>): Promise<Again>;
}

/** What Powertools writes with; `metrics` is null for functions that count nothing. */
interface Writers {
  readonly log: Logger;
  readonly metrics: Metrics | null;
}

/** Milliseconds before the time limit at which the invocation fails by itself, so that metrics and the error get out. */
const timeoutEarlyInMillis = 500;

/** What Lambda runs: an invocation with its log, its metrics, a signal that ends it in time, and errors without secrets. */
export function frontDoor<Said, Answer>({ door, log, metrics }: Writers & { readonly door: Door<Said, Answer> }) {
  const end = () => {
    // Nothing is written of an invocation that counted nothing, such as a dry run.
    if (metrics?.hasStoredMetrics()) metrics.publishStoredMetrics();
    log.resetKeys();
  };
  const serve = (event: unknown, context: Context, { signal }: { signal: AbortSignal }) =>
    invoke(event, context, signal, door);
  return middy(serve, { timeoutEarlyInMillis })
    .before(({ context }) => {
      log.refreshSampleRateCalculation();
      log.addContext(context);
    })
    .after(end)
    .onError((request) => {
      request.error = maskedError(request.error);
      end();
    });
}

/** One invocation, from whatever Lambda was given to what it answers: a queue's failures, or what came of it. */
export async function invoke<Said, Answer>(
  event: unknown,
  context: Context,
  abort: AbortSignal,
  { hears, sinks, serve, comesAgain }: Door<Said, Answer>,
): Promise<SQSBatchResponse | Answer> {
  const delivery = receive(event, context.awsRequestId, hears);
  for (const one of delivery.misheard) tellMisheard(one, sinks);
  const [misheard] = delivery.misheard;
  if (misheard !== undefined && delivery.heard.length === 0 && !delivery.queued) throw misheard.error;
  const served = await serve(delivery.heard, context, abort);
  if (delivery.queued) {
    const again = comingAgain(delivery, served.faults);
    return answerQueue(event as SQSEvent, (await comesAgain?.(again, event, { delivery, served })) ?? again);
  }
  return answerTo(delivery, served);
}

function tellMisheard({ messageId, error }: Misheard, sinks: readonly Sink[]): void {
  const line = tellFault(error, messageId);
  for (const sink of sinks) sink.tell({ level: 'error', line, news: null });
}
