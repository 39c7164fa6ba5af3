import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';

/** What SQS hands to the function: one record for each body, `m0`, `m1`, ... */
export function queued(...bodies: readonly (object | string)[]): SQSEvent {
  return { Records: bodies.map((body, index) => record(`m${index}`, body)) };
}

function record(messageId: string, body: object | string): SQSRecord {
  return {
    messageId,
    receiptHandle: 'handle',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:headroom',
    awsRegion: 'eu-west-1',
  };
}

/** An alarm's state change as EventBridge tells it. */
export function alarm(alarmName: string, value = 'ALARM'): object {
  return {
    id: `event of ${alarmName}`,
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    account: '123456789012',
    detail: { alarmName, state: { value } },
  };
}

export const tick = { source: 'headroom.tick', id: 'tick' };

/** Lambda's context, with so much time left. */
export function aContext(remainingMs = 60_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: 'headroom-resource-allocator',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:headroom-resource-allocator',
    memoryLimitInMB: '512',
    awsRequestId: 'request-1',
    logGroupName: 'group',
    logStreamName: 'stream',
    getRemainingTimeInMillis: () => remainingMs,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
