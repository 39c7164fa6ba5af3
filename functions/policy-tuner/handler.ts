import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { maskedError } from '../masked-error.ts';
import { invoke } from './invoke.ts';
import { world } from './world.ts';

/** Milliseconds before the time limit at which the invocation fails by itself, so that the error gets out. */
const timeoutEarlyInMillis = 500;

/** Chooses, each night and by backtest of what was recorded, how tuned policies ask. */
export const handler = middy(
  (event: unknown, context: Context, { signal }: { signal: AbortSignal }) => invoke(event, context, signal, world),
  { timeoutEarlyInMillis },
)
  .use(injectLambdaContext(world.log, { logEvent: false, resetKeys: true }))
  .onError((request) => {
    request.error = maskedError(request.error);
  });
