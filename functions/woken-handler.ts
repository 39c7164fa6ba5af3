import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { maskedError } from './masked-error.ts';

/** Milliseconds before the time limit at which the invocation fails by itself, so that metrics and the error get out. */
const timeoutEarlyInMillis = 500;

interface Told {
  readonly log: Logger;
  /** Left out by functions that count nothing. */
  readonly metrics?: Metrics;
}

/** What Lambda runs: an invocation with its log, its metrics, a signal that ends it in time, and errors without secrets. */
export function wokenHandler<World extends Told, Answer>(
  invoke: (event: unknown, context: Context, signal: AbortSignal, world: World) => Promise<Answer>,
  world: World,
) {
  const handler = middy(
    (event: unknown, context: Context, { signal }: { signal: AbortSignal }) => invoke(event, context, signal, world),
    { timeoutEarlyInMillis },
  ).use(injectLambdaContext(world.log, { logEvent: false, resetKeys: true }));
  if (world.metrics !== undefined) handler.use(logMetrics(world.metrics));
  return handler.onError((request) => {
    request.error = maskedError(request.error);
  });
}
