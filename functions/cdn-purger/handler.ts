import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { maskedError } from '../masked-error.ts';
import { invoke } from './invoke.ts';
import { world } from './world.ts';

/** Milliseconds before the time limit at which the invocation fails by itself, so that metrics and the error get out. */
const timeoutEarlyInMillis = 500;

/** Purges from CDNs what has changed behind them. */
export const handler = middy(
  (event: unknown, context: Context, { signal }: { signal: AbortSignal }) => invoke(event, context, signal, world),
  { timeoutEarlyInMillis },
)
  .use(injectLambdaContext(world.log, { logEvent: false, resetKeys: true }))
  .use(logMetrics(world.metrics))
  .onError((request) => {
    request.error = maskedError(request.error);
  });
