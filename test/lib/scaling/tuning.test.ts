import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { aHeadroom, resources } from '../an-app.ts';

const { stack } = aHeadroom();
const template = Template.fromStack(stack);
const tuner = resources(stack, 'AWS::Lambda::Function').find(({ Properties }) => {
  return Properties.FunctionName === 'headroom-policy-tuner';
});

describe('choosing policies at night', () => {
  it('begins after midnight UTC, is tried again within two hours, and is kept where it never comes through', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(17 0 * * ? *)',
      Target: {
        Input: '{"source":"headroom.night"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 7200, MaximumRetryAttempts: 10 },
        DeadLetterConfig: Match.anyValue(),
      },
    });
  });

  it('gives one scalable at a time a whole core and five minutes', () => {
    expect(tuner?.Properties).toMatchObject({ MemorySize: 1769, Timeout: 300 });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 5 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 1800,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 2 }),
    });
  });

  it('may read metrics, read and write items, fill its own queue and tell the bus, and nothing else', () => {
    const role = JSON.stringify(tuner?.Properties.Role);
    const id = /"(HeadroomTuningPolicyTuner\w+)"/.exec(role)?.[1] ?? 'no role';
    const actions = resources(stack, 'AWS::IAM::Policy')
      .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(id))
      .flatMap(
        ({ Properties }) => (Properties.PolicyDocument as { Statement: { Action: string | string[] }[] }).Statement,
      )
      .flatMap(({ Action }) => Action);
    expect([...new Set(actions)].sort()).toEqual([
      'cloudwatch:GetMetricData',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'events:PutEvents',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]);
  });

  it('wakes somebody where it fails', () => {
    for (const name of ['headroom-tuner-errors', 'headroom-tuner-dead-letters']) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: name, Threshold: 0 });
    }
  });

  it('offers its console test events, which change nothing', () => {
    const events = resources(stack, 'Custom::HeadroomTestEvents')
      .map(({ Properties }) => JSON.parse(String(Properties.events)) as Record<string, unknown>)
      .find((all) => 'table' in all);
    expect(events).toMatchObject({ table: { dryRun: true }, night: { dryRun: true } });
  });
});
