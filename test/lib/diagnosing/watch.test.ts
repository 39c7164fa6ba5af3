import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { parseService } from '../../../core/diagnosing/config/parse-service.ts';
import { awsReadings, datadogReading, prometheusReading } from '../../../lib/index.ts';
import { aServiceInput } from '../../core/diagnosing/watched.ts';
import { aHeadroom, env, resources } from '../an-app.ts';

function watched(over: Partial<typeof aServiceInput> = {}) {
  const { app, stack, headroom } = aHeadroom();
  const service = headroom.watch('checkout', { ...aServiceInput, ...over });
  return { app, stack, headroom, service };
}

function statements(stack: Stack): { Action: unknown; Resource: unknown }[] {
  return resources(stack, 'AWS::IAM::Policy')
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('PerformanceMetrics'))
    .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: [] }).Statement);
}

describe('headroom.watch', () => {
  it('writes the config once the right to read stands, whole and without its name', () => {
    const { stack, service } = watched();
    const [item] = resources(stack, 'Custom::HeadroomService');
    const { service: _, ...config } = parseService('checkout', aServiceInput);
    expect(JSON.parse(String(item?.Properties.config))).toEqual(config);
    expect(service.config).toEqual({ ...config, service: 'checkout' });
  });

  it('looks each quarter of an hour, and where an alarm of an objective goes off', () => {
    const template = Template.fromStack(watched().stack);
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(15 minutes)' });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        detail: { alarmName: [{ prefix: 'headroom-objective/' }], state: { value: ['ALARM'] } },
      },
    });
  });

  it('has the allocator hear that another tier limits a service', () => {
    Template.fromStack(aHeadroom().stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['headroom'], 'detail-type': ['Bottleneck Changed'] },
      Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^HeadroomWayInQueue'), 'Arn'] } }],
    });
  });

  it('may read metrics, write findings and tell the bus, and nothing of the service', () => {
    const actions = statements(watched().stack).flatMap(({ Action }) => Action);
    const beside = actions.filter((one) => !/^(dynamodb|sqs):/.test(String(one)));
    expect(beside.sort()).toEqual(['cloudwatch:GetMetricData', 'events:PutEvents']);
  });

  it('may read the secrets and the workspace that its readings are in, and no other', () => {
    const { stack, headroom } = aHeadroom();
    const keys = new Secret(stack, 'Keys');
    const workspaceArn = 'arn:aws:aps:eu-central-1:111122223333:workspace/ws-1';
    const workspace = { attrArn: workspaceArn, attrPrometheusEndpoint: 'https://aps.example.com' };
    const period = Duration.minutes(5);
    headroom.watch('jobs', {
      requests: { all: prometheusReading({ workspace }, 'sum(rate(jobs[5m]))', { unit: 'per second', period }) },
      tiers: {
        worker: {
          of: [{ kind: 'metrics', units: datadogReading({ keys }, 'sum:jobs.workers{*}', { unit: 'count' }) }],
        },
      },
    });
    const found = statements(stack).filter(({ Action }) => /secretsmanager|aps/.test(JSON.stringify(Action)));
    expect(found).toMatchObject([
      { Action: 'aps:QueryMetrics', Resource: workspaceArn },
      { Action: 'secretsmanager:GetSecretValue', Resource: { Ref: expect.stringMatching(/^Keys/) } },
    ]);
  });

  it('stands in the stack of what it reads, and so makes no ring with what depends on Headroom', () => {
    const { app, stack, headroom } = aHeadroom();
    const shop = new Stack(app, 'Shop', { env });
    const jobs = new Queue(shop, 'Jobs');
    headroom.watch('jobs', { tiers: { jobs: { of: [awsReadings.sqsQueue(jobs)] } } });
    expect(resources(shop, 'Custom::HeadroomService')).toHaveLength(1);
    expect(resources(stack, 'Custom::HeadroomService')).toHaveLength(0);
  });

  it('costs nothing where nothing is watched', () => {
    expect(JSON.stringify(Template.fromStack(aHeadroom().stack).toJSON())).not.toContain('performance-metrics');
  });

  it('shows requests, failures, time and how busy its resources are, of AWS’s own metrics', () => {
    const { stack } = watched();
    const [dashboard] = resources(stack, 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard?.Properties.DashboardBody);
    for (const shown of ['checkout: requests, failures and time', 'latency of web', 'utilisation of cpu of db'])
      expect(body).toContain(shown);
  });
});
