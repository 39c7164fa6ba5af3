import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/**
 * Sends the dead letters of a queue to another one by one, and answers how many. Each is sent before it is deleted, so that
 * one may come twice and none is lost.
 */
export async function redriveByHand(sqs: SQSClient, deadLettersUrl: string, toUrl: string): Promise<number> {
  let moved = 0;
  for (;;) {
    const messages = await some(sqs, deadLettersUrl);
    if (messages.length === 0) return moved;
    for (const message of messages) await move(sqs, message, deadLettersUrl, toUrl);
    moved += messages.length;
  }
}

async function some(sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const asked = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageAttributeNames: ['All'] };
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(asked));
  return Messages;
}

async function move(sqs: SQSClient, message: Message, from: string, to: string): Promise<void> {
  const { Body, MessageAttributes, ReceiptHandle } = message;
  await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body, MessageAttributes }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
}
