import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { liveName } from '../core/model/live-alias.ts';
import { CommandError } from './command-error.ts';
import { clientSettings, type Where } from './connect.ts';
import type { Session } from './session.ts';

/** Once, since a second request may do a thing twice; as long as a function may run, and a cold start. */
const once = { maxAttempts: 1, requestHandler: { connectionTimeout: 3000, requestTimeout: 75_000 } } as const;

/** What a function is asked, and how it is called in errors. */
interface Call {
  readonly functionName: string;
  /** E.g. `purger`. */
  readonly what: string;
  readonly payload: object;
}

/** Invokes a function of the deployment, as what wakes it does: whichever release serves. Throws `CommandError` where there is none, or it failed. */
export async function invokeFunction(
  { signal: abortSignal }: Session,
  where: Where,
  { functionName: FunctionName, what, payload }: Call,
): Promise<unknown> {
  const lambda = new LambdaClient({ ...once, ...(await clientSettings(where)) });
  const command = new InvokeCommand({ FunctionName: liveName(FunctionName), Payload: JSON.stringify(payload) });
  const answer = await lambda.send(command, { abortSignal }).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    const fix = 'check --deployment and --region, or deploy it';
    throw new CommandError(`this deployment has no ${what} here (${FunctionName}); ${fix}`);
  });
  const text = answer.Payload?.transformToString() ?? '';
  if (answer.FunctionError === undefined) return JSON.parse(text);
  const { errorMessage = 'its log says why' } = JSON.parse(text) as { readonly errorMessage?: string };
  throw new CommandError(`the ${what} failed: ${errorMessage}`);
}
