import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { troubleKindNames, troubleKinds } from '../../core/model/trouble-kinds.ts';
import { troubleTexts } from '../../core/model/trouble-texts.ts';
import { Headroom } from '../../lib/index.ts';
import { aHeadroom, anApp, localEnv, resources, root } from './an-app.ts';

const { stack } = aHeadroom();
const template = Template.fromStack(stack);

describe('the table', () => {
  it('has the keys and the expiry that the ledgers use, is paid by request, can be restored and is kept', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  });

  it('goes with its stack where that is asked for', () => {
    Template.fromStack(aHeadroom({ removalPolicy: RemovalPolicy.DESTROY }).stack).hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
    });
  });

  it('is exported by the name that the command line looks for', () => {
    template.hasOutput('*', { Export: { Name: 'headroom-table' } });
  });
});

describe('the way in', () => {
  it('lets alarms and EventBridge of this account publish to the topic, and nobody without TLS', () => {
    const allow = (service: string) => ({
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: `${service}.amazonaws.com` },
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    });
    for (const statement of [
      allow('cloudwatch'),
      allow('events'),
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]) {
      template.hasResourceProperties('AWS::SNS::TopicPolicy', {
        PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(statement)]) },
      });
    }
  });

  it('gives the topic no key, since neither alarms nor EventBridge can use the key aws/sns', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.absent() });
  });

  it("takes in people's alarms and their requests", () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { 'detail-type': ['CloudWatch Alarm State Change'], detail: { alarmName: [{ prefix: 'wake/' }] } },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['headroom'], 'detail-type': ['Look Requested'] },
    });
  });

  it('makes one batch of a herd, tells failures apart, and keeps what nobody could work on', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    template.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: Match.objectLike({ maxReceiveCount: 3 }) });
  });

  it('keeps what an alarm that invokes the function directly could not have done', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('WayInDeadLetters'), 'Arn'] } },
      },
      MaximumEventAgeInSeconds: 3600,
    });
  });

  it('hides a batch for six times as long as the function may run', () => {
    template.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 360 });
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'headroom-resource-allocator',
      Timeout: 60,
    });
  });

  it('ticks once a minute, tries a lost tick twice and drops it after a minute', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      Target: {
        RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 2 },
        Input: '{"source":"headroom.tick","id":"<aws.scheduler.execution-id>","time":"<aws.scheduler.scheduled-time>"}',
      },
    });
  });
});

describe('the functions', () => {
  it('run Node 24 on arm64, and their logs are forgotten after a month', () => {
    const functions = resources(stack, 'AWS::Lambda::Function');
    expect(functions.length).toBeGreaterThanOrEqual(5);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
      expect(Properties).toHaveProperty('LoggingConfig.LogGroup');
    }
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  it('have no policy that AWS manages, and no wildcard action', () => {
    const all = resources(stack);
    expect(all.filter(({ Properties }) => 'ManagedPolicyArns' in (Properties ?? {}))).toEqual([]);
    const actions = all
      .filter(({ Type }) => Type.startsWith('AWS::IAM::'))
      .flatMap(({ Properties }) => JSON.stringify(Properties).match(/"[a-z-]+:[A-Za-z*]+"/g) ?? []);
    expect(actions).toContain('"cloudwatch:GetMetricData"');
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('have a wildcard only where AWS cannot narrow what is read, for test events of their own, and for versions', () => {
    const wide = resources(stack, 'AWS::IAM::Policy')
      .flatMap(
        ({ Properties }) =>
          (Properties.PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement,
      )
      .filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
    const ofVersions = wide.filter(({ Action }) => Action === 'lambda:InvokeFunction');
    const names = ['customWidget-headroom-decisions', 'headroom-policy-tuner', 'headroom-resource-allocator'];
    const arn = (name: string) => `arn:aws:lambda:eu-central-1:111122223333:function:${name}:*`;
    expect(ofVersions.map(({ Resource }) => Resource)).toEqual([names.map(arn)]);
    expect(wide.filter((one) => !ofVersions.includes(one))).toEqual([
      {
        Effect: 'Allow',
        // What describes scaling comes with the first thing of its kind that is scaled.
        Action: ['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData'],
        Resource: '*',
      },
      { Effect: 'Allow', Action: 'cloudwatch:GetMetricData', Resource: '*' },
      {
        Effect: 'Allow',
        Action: ['CreateSchema', 'DeleteSchema', 'DescribeSchema', 'UpdateSchema'].map((one) => `schemas:${one}`),
        // Those of functions whose names begin with that of the deployment.
        Resource: 'arn:aws:schemas:eu-central-1:111122223333:schema/lambda-testevent-schemas/_headroom-*',
      },
    ]);
  });

  it('are asked for in a sentence where they have not been built', () => {
    const unbuilt = new Stack(anApp({ 'headroom:bundles': '/nowhere' }), 'Unbuilt');
    expect(() => new Headroom(unbuilt, 'Headroom')).toThrow(
      /Unbuilt\/Headroom\/\w+: \/nowhere.*run "npm run build" first/,
    );
  });
});

describe('watching itself', () => {
  const alarms = resources(stack, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);

  it('has alarms on errors, throttles, dead letters, waiting events, failures, old decisions and each kind of trouble', () => {
    expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(
      [
        'errors',
        'throttles',
        'dead-letters',
        'queue-age',
        'tuner-errors',
        'tuner-dead-letters',
        'failures',
        'decision-age',
        ...troubleKindNames,
      ].map((name) => `headroom-${name}`),
    );
  });

  it.each(troubleKindNames)('tells whoever its actions reach of %s at the first sign, with what helps', (kind) => {
    const { metric } = troubleKinds[kind];
    const { means } = troubleTexts[kind];
    const alarm = alarms.find(({ AlarmName }) => AlarmName === `headroom-${kind}`);
    expect(alarm).toMatchObject({ MetricName: metric, Threshold: 0, DatapointsToAlarm: 1, EvaluationPeriods: 3 });
    expect(alarm).toMatchObject({ TreatMissingData: 'notBreaching', Statistic: 'Maximum', Period: 300 });
    expect(alarm?.AlarmDescription).toContain(means);
    expect(String(alarm?.AlarmDescription)).toMatch(/What helps: .*<name>/);
    expect(String(alarm?.AlarmDescription).length).toBeLessThanOrEqual(1024);
  });

  it('takes no decisions at all for old decisions', () => {
    expect(alarms.find(({ AlarmName }) => AlarmName === 'headroom-decision-age')).toMatchObject({
      TreatMissingData: 'breaching',
      Namespace: 'Headroom',
      MetricName: 'DecisionAgeSeconds',
      Dimensions: [{ Name: 'deployment', Value: 'headroom' }],
    });
  });

  it('shows decisions, looks and alarms on a dashboard, or none where it is left out', () => {
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    const { stack: plain } = aHeadroom({ dashboard: false });
    expect(resources(plain, 'AWS::CloudWatch::Dashboard')).toEqual([]);
    expect(resources(plain, 'AWS::Lambda::Function')).toHaveLength(
      resources(stack, 'AWS::Lambda::Function').length - 1,
    );
  });
});

describe('test events', () => {
  it('are every file beside the function, each as it is', () => {
    const [events] = resources(stack, 'Custom::HeadroomTestEvents');
    const folder = join(root, 'functions', 'resource-allocator', 'events');
    const files = readdirSync(folder).map((file) => [
      parse(file).name,
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    ]);
    expect(files.length).toBeGreaterThan(2);
    expect(JSON.parse(String(events?.Properties.events))).toEqual(Object.fromEntries(files));
  });
});

describe('the local option', () => {
  it('leaves out what the emulator lacks, and turns virtual time on', () => {
    const { stack: local } = aHeadroom({ local: true }, localEnv);
    expect(resources(local, 'Custom::HeadroomTestEvents')).toEqual([]);
    Template.fromStack(local).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { HEADROOM_VIRTUAL_TIME: 'table' } },
    });
  });

  it('is refused for a real account and for one that is not known', () => {
    expect(() => aHeadroom({ local: true })).toThrow(/^local: is for the local AWS emulator; take it out/);
    expect(() => aHeadroom({ local: true }, {})).toThrow(/^local: is for the local AWS emulator/);
  });

  it('is the only way to virtual time', () => {
    expect(JSON.stringify(resources(stack))).not.toContain('HEADROOM_VIRTUAL_TIME');
  });
});

it('refuses a name that alarms could not carry', () => {
  expect(() => aHeadroom({ deploymentName: 'a/b' })).toThrow(/^deployment: "a\/b" is not a name/);
});
