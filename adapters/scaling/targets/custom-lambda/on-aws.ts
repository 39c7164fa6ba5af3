import { LambdaClient } from '@aws-sdk/client-lambda';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';
import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { customLambdas } from './custom-lambda.ts';

/** Functions of AWS itself. Make it once a process: it keeps its clients. */
export function onAws(): MakeNamedTarget<'custom-lambda'> {
  const clients = {
    // A function that was asked goes on working whether or not anybody waits, so it is asked again once at most.
    reader: regional(
      (region) => new LambdaClient({ ...readingClient, maxAttempts: 2, ...(region !== null && { region }) }),
    ),
    actor: regional((region) => new LambdaClient({ ...actingClient, ...(region !== null && { region }) })),
  };
  return (world) => customLambdas({ ...world, clients });
}
