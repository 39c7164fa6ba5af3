import { LambdaClient } from '@aws-sdk/client-lambda';
import { readingClient } from '../../aws/client-settings.ts';
import type { SourceModule } from '../kind-source.ts';
import { lambdaSource, longestInvocationMs } from './lambda.ts';

/** A function that was asked goes on working whether or not anybody waits, so it is asked again once at most. */
export const lambda: SourceModule<'lambda', Pick<LambdaClient, 'send'>> = {
  connect: (settings) =>
    new LambdaClient({
      ...readingClient,
      maxAttempts: 2,
      requestHandler: { ...readingClient.requestHandler, requestTimeout: longestInvocationMs },
      ...settings,
    }),
  open: lambdaSource,
};
