/** Run by `run-in-process.ts` as a process of its own, which has the environment of the function: runs its handler once. */
import { randomUUID } from 'node:crypto';
import { counted } from '../../core/model/counted.ts';
import type { Outcome, Task } from './run-in-process.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

async function run(task: Task): Promise<Outcome> {
  try {
    const { handler } = (await import(`../../functions/${task.name}/handler.ts`)) as { handler: Handler };
    return { answer: (await Promise.race([handler(task.event, contextOf(task)), timeUp(task)])) ?? null };
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error));
    return { error: { name: known.name, message: known.message, stack: known.stack ?? known.message } };
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf({ functionName, arn, memoryMebibytes, timeoutSeconds }: Task): object {
  const endMs = performance.now() + timeoutSeconds * 1000;
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMebibytes),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'invoke',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endMs - performance.now())),
  };
}

function timeUp({ timeoutSeconds }: Task): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`Task timed out after ${counted(timeoutSeconds, 'second')}`)),
      timeoutSeconds * 1000,
    );
  });
}

// Whoever started this ends it once the answer has come; where that is gone, nobody waits.
process.once('disconnect', () => process.exit(1));
process.once('message', async (task: Task) => void process.send?.(await run(task)));
