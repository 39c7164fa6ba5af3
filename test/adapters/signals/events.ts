/** Events as AWS sends them, with made-up names. */
export const account = '111122223333';

export const lambdaAction = (name = 'headroom/checkout/web', value = 'ALARM') => ({
  source: 'aws.cloudwatch',
  alarmArn: `arn:aws:cloudwatch:eu-west-1:${account}:alarm:${name}`,
  accountId: account,
  time: '2026-08-04T12:36:15.490+0000',
  region: 'eu-west-1',
  alarmData: {
    alarmName: name,
    state: {
      value,
      reason: 'test',
      timestamp: '2026-08-04T12:36:15.490+0000',
      reasonData: '{"version":"1.0","queryDate: broken',
    },
    previousState: { value: 'OK', reason: 'fine', timestamp: '2026-08-04T12:31:29.591+0000' },
    configuration: { metrics: [] },
  },
});

export const compositeAction = () => ({
  ...lambdaAction('zone-loss'),
  alarmData: {
    alarmName: 'zone-loss',
    state: {
      value: 'ALARM',
      reason: `arn:aws:cloudwatch:eu-west-1:${account}:alarm:a transitioned to ALARM`,
      timestamp: '2026-08-04T12:36:15.490+0000',
      actionsSuppressedBy: 'WaitPeriod',
    },
    configuration: { alarmRule: 'ALARM(a) OR ALARM(b)', actionsSuppressor: 'c' },
  },
});

export const busEvent = (name = 'wake/checkout/web') => ({
  version: '0',
  id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account,
  time: '2026-08-04T12:36:16Z',
  region: 'eu-west-1',
  resources: [`arn:aws:cloudwatch:eu-west-1:${account}:alarm:${name}`],
  detail: {
    alarmName: name,
    state: { value: 'OK', reason: 'Threshold crossed', timestamp: '2026-08-04T12:36:15.000+0000' },
    previousState: { value: 'ALARM' },
    configuration: { metrics: [] },
  },
});

export const contributorEvent = () => ({
  ...busEvent('per-target-group'),
  'detail-type': 'CloudWatch Alarm Contributor State Change',
  detail: {
    alarmName: 'per-target-group',
    alarmContributor: { id: '6d442278', attributes: { TargetGroup: 'targetgroup/a/b' } },
    state: { value: 'ALARM', reason: 'crossed' },
  },
});

export const notification = (name = 'headroom/checkout/web', value = 'INSUFFICIENT_DATA') => ({
  AlarmName: name,
  AlarmDescription: null,
  AWSAccountId: account,
  NewStateValue: value,
  NewStateReason: 'Insufficient Data: no datapoints were received',
  StateChangeTime: '2026-08-04T12:36:15.490+0000',
  Region: 'EU (Ireland)',
  AlarmArn: `arn:aws:cloudwatch:eu-west-1:${account}:alarm:${name}`,
  OldStateValue: 'OK',
  Trigger: { MetricName: 'RequestCount', Dimensions: [{ name: 'LoadBalancer', value: 'app/a/b' }] },
});

export const envelope = (message: unknown, messageId = 'sns-1') => ({
  Type: 'Notification',
  MessageId: messageId,
  TopicArn: `arn:aws:sns:eu-west-1:${account}:headroom-alarms`,
  Subject: 'ALARM: "headroom/checkout/web"',
  Message: JSON.stringify(message),
  Timestamp: '2026-08-04T12:36:15.600Z',
});

export const sqs = (...bodies: unknown[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `sqs-${index}`,
    receiptHandle: 'handle',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1' },
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:eu-west-1:${account}:headroom`,
  })),
});

export const tick = { source: 'headroom.tick', id: 'd32c5cba-aa', time: '2026-08-04T12:36:00Z' };
