import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { counted, were } from '../../core/model/counted.ts';

/** SQS takes ten messages a call. */
const mostPerCall = 10;

/** Sends each scalable as a request of its own: one Lambda has no time for all. Rejects where a message is not taken. */
export async function fanOut(
  client: Pick<SQSClient, 'send'>,
  queueUrl: string,
  scalables: readonly string[],
): Promise<void> {
  for (let from = 0; from < scalables.length; from += mostPerCall) {
    const Entries = scalables.slice(from, from + mostPerCall).map((scalable, index) => {
      return { Id: String(from + index), MessageBody: JSON.stringify({ scalable }) };
    });
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    const [first] = Failed;
    if (first !== undefined)
      throw new Error(
        `${counted(Failed.length, 'request')} ${were(Failed.length)} not taken by the queue: ${first.Code} ${first.Message}`,
      );
  }
}
