import { readingClient } from '../../adapters/aws/client-settings.ts';
import { lazyClient } from '../lazy-client.ts';

interface StreamRecord {
  readonly eventID?: string;
  readonly eventSourceARN?: string;
  readonly dynamodb?: { readonly Keys?: object; readonly SequenceNumber?: string };
  readonly body?: string;
}

/** Puts records that nobody understands where a person finds them: a message as it was, and of a row its key, not what it holds. */
export function deadLetters(queueUrl: string): (record: unknown, why: Error) => Promise<void> {
  const sqs = lazyClient(async () => {
    const { SQSClient } = await import('@aws-sdk/client-sqs');
    return new SQSClient({ ...readingClient, useQueueUrlAsEndpoint: false });
  });
  return async (record, why) => {
    const { SendMessageCommand } = await import('@aws-sdk/client-sqs');
    const { body, eventID, eventSourceARN, dynamodb } = (record ?? {}) as StreamRecord;
    const of = { eventID, stream: eventSourceARN, sequenceNumber: dynamodb?.SequenceNumber, row: dynamodb?.Keys };
    const MessageBody = body ?? JSON.stringify(of);
    const because = { DataType: 'String', StringValue: why.message.slice(0, 500) };
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, MessageAttributes: { because } }));
  };
}
