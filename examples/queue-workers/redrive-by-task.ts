import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

/** Has SQS move all dead letters back, waits for it, and answers how many came. Rejects where the task did not complete. */
export async function redriveByTask(sqs: SQSClient, deadLettersUrl: string, everyMs: number): Promise<number> {
  const asked = new GetQueueAttributesCommand({ QueueUrl: deadLettersUrl, AttributeNames: ['QueueArn'] });
  const SourceArn = (await sqs.send(asked)).Attributes?.QueueArn;
  const { TaskHandle } = await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
  for (;;) {
    // The newest is first, and a queue has one that runs.
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }));
    const { Status, ApproximateNumberOfMessagesMoved = 0, FailureReason = 'no reason given' } = Results[0] ?? {};
    if (Status === 'COMPLETED') return ApproximateNumberOfMessagesMoved;
    if (Status === 'FAILED' || Status === 'CANCELLED')
      throw new Error(`${TaskHandle ?? 'the task'}: ${Status}, ${FailureReason}`);
    await sleep(everyMs);
  }
}
