import {
  ApplicationAutoScalingClient,
  PutScalingPolicyCommand as PutScalingPolicyOfApplicationCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
  PutScalingPolicyCommand,
  PutScheduledUpdateGroupActionCommand,
  ResumeProcessesCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchClient,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { cloudWatchAlarms } from '../../adapters/scaling/alarm-states.ts';
import { floorsOnAws } from '../../adapters/scaling/floors/catalogue.ts';
import { floors } from '../../adapters/scaling/floors/floors.ts';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { alarms } from '../../adapters/signals/alarms.ts';
import { receive } from '../../adapters/signals/receive.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { SourceConfig } from '../../core/readings/source-kinds.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import { deployFunction } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone({ moto: true });
const endpoints = aws === null ? [] : [['MiniStack', aws.endpoint] as const, ['moto', aws.motoEndpoint ?? ''] as const];
const term = { leftMs: () => 60_000 };
const leftMs = () => 10_000;
const minuteMs = 60_000;

afterAll(() => aws?.stop());

const group = (autoScalingGroupName: string): TargetConfig => ({
  kind: 'auto-scaling-group',
  account: null,
  region: null,
  autoScalingGroupName,
});

const service = (serviceName: string, cluster = 'shop'): TargetConfig => ({
  kind: 'ecs-service',
  account: null,
  region: null,
  cluster,
  serviceName,
});

async function makeGroup(name: string): Promise<void> {
  const client = new AutoScalingClient();
  const LaunchConfigurationName = `${name}-launch`;
  const launch = { LaunchConfigurationName, ImageId: 'ami-12345678', InstanceType: 't3.micro' };
  await client.send(new CreateLaunchConfigurationCommand(launch));
  const sizes = { MinSize: 1, MaxSize: 6, DesiredCapacity: 2, AvailabilityZones: ['us-east-1a'] };
  await client.send(
    new CreateAutoScalingGroupCommand({ AutoScalingGroupName: name, LaunchConfigurationName, ...sizes }),
  );
}

/** A group without what instances come and go by. */
async function described(AutoScalingGroupName: string) {
  const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] });
  const { AutoScalingGroups: [{ Instances: _, ...one } = {}] = [] } = await new AutoScalingClient().send(asked);
  return one;
}

function floorsOf(target: ReturnType<typeof targets>) {
  return floors({ makers: floorsOnAws(), target, account: aws?.accountId ?? null, leftMs, random: Math.random });
}

async function makeService(name: string): Promise<void> {
  const client = new ECSClient();
  await client.send(new CreateClusterCommand({ clusterName: 'shop' }));
  const containerDefinitions = [{ name: 'web', image: 'web', memory: 128 }];
  await client.send(new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }));
  const asked = { cluster: 'shop', serviceName: name, taskDefinition: 'web', desiredCount: 2 };
  await client.send(new CreateServiceCommand(asked));
}

describe.each(endpoints)('targets on %s', (emulator, endpoint) => {
  let target: ReturnType<typeof targets>;
  /** Not counted as skipped elsewhere: the other emulator cannot do it. */
  const only = (name: string) => (name === emulator ? test : () => {});

  beforeAll(async () => {
    process.env.AWS_ENDPOINT_URL = endpoint;
    target = targets({ makers: targetsOnAws(), account: aws?.accountId ?? null, leftMs, random: Math.random });
    await makeGroup('web');
    await makeService('web');
  });

  test('a group is read, changed and read again', async () => {
    expect(await target.capacity(group('web'))).toMatchObject({ asked: 2, min: 1, max: 6, voidOutBecause: null });
    expect(await target.setCapacity(group('web'), { units: 4 }, term)).toEqual({ is: 'applied', because: null });
    expect(await target.setCapacity(group('web'), { units: 4 }, term)).toEqual({ is: 'applied', because: null });
    const { asked, running, inFlight } = await target.capacity(group('web'));
    expect({ asked, all: running + inFlight }).toEqual({ asked: 4, all: 4 });
  });

  test('a group that does not exist is a refusal', async () => {
    await expect(target.capacity(group('gone'))).rejects.toThrow(Refusal);
  });

  test('a service is read, changed and read again, beside one that does not exist', async () => {
    const [there, gone] = await Promise.allSettled([target.capacity(service('web')), target.capacity(service('gone'))]);
    expect(there).toMatchObject({ status: 'fulfilled', value: { asked: 2, min: null, max: null } });
    expect(gone).toMatchObject({ status: 'rejected', reason: expect.any(Refusal) });
    expect(await target.setCapacity(service('web'), { units: 5 }, term)).toEqual({ is: 'applied', because: null });
    expect(await target.capacity(service('web'))).toMatchObject({ asked: 5 });
  });

  test('services in a cluster that does not exist, and changes to them, are refused', async () => {
    await expect(target.capacity(service('web', 'gone'))).rejects.toThrow(Refusal);
    expect((await target.setCapacity(service('web', 'gone'), { units: 3 }, term)).is).toBe('refused');
  });

  only('MiniStack')('a change to a group that does not exist is refused', async () => {
    expect((await target.setCapacity(group('gone'), { units: 3 }, term)).is).toBe('refused');
  });

  only('moto')('a suspended process makes a change void, until it is resumed', async () => {
    const client = new AutoScalingClient();
    const processes = { AutoScalingGroupName: 'web', ScalingProcesses: ['Launch', 'Terminate'] };
    await client.send(new SuspendProcessesCommand(processes));
    expect(await target.capacity(group('web'))).toMatchObject({
      voidOutBecause: { process: 'Launch' },
      voidInBecause: { process: 'Terminate' },
    });
    await client.send(new ResumeProcessesCommand(processes));
    expect(await target.capacity(group('web'))).toMatchObject({ voidOutBecause: null, voidInBecause: null });
  });

  test('what a group has of its own that scales it is named, each by its process', async () => {
    expect(await target.rivals?.(group('web'))).toEqual([]);
    const client = new AutoScalingClient();
    const of = { AutoScalingGroupName: 'web' };
    const stepping = { PolicyName: 'cpu', PolicyType: 'SimpleScaling', AdjustmentType: 'ChangeInCapacity' };
    await client.send(new PutScalingPolicyCommand({ ...of, ...stepping, ScalingAdjustment: 1 }));
    const night = { ScheduledActionName: 'night', Recurrence: '0 22 * * *', MinSize: 1 };
    await client.send(new PutScheduledUpdateGroupActionCommand({ ...of, ...night }));
    const suspend = expect.stringMatching(/suspend-processes --auto-scaling-group-name web .*AlarmNotification/);
    const both = [
      { what: 'the scaling policy "cpu"', suspend, needs: 'AlarmNotification', reacts: true },
      { what: 'the scheduled action "night"', suspend, needs: 'ScheduledActions', setsMinimum: true },
    ];
    expect(await target.rivals?.(group('web'))).toEqual(both);
    await makeGroup('quiet');
    const together = await Promise.all(['web', 'quiet'].map((name) => target.rivals?.(group(name))));
    expect(together).toEqual([both, []]);
  });

  only('moto')('their processes are told where they are suspended', async () => {
    const processes = { AutoScalingGroupName: 'web', ScalingProcesses: ['AlarmNotification', 'ScheduledActions'] };
    await new AutoScalingClient().send(new SuspendProcessesCommand(processes));
    expect((await target.capacity(group('web'))).suspended).toEqual(processes.ScalingProcesses);
  });

  only('moto')('what Application Auto Scaling does to a service is named, until it is suspended', async () => {
    const client = new ApplicationAutoScalingClient();
    const ScalableDimension = 'ecs:service:DesiredCount' as const;
    const of = { ServiceNamespace: 'ecs', ScalableDimension, ResourceId: 'service/shop/web' } as const;
    expect(await target.rivals?.(service('web'))).toEqual([]);
    await client.send(new RegisterScalableTargetCommand({ ...of, MinCapacity: 1, MaxCapacity: 9 }));
    expect(await target.rivals?.(service('web'))).toMatchObject([
      { what: expect.stringContaining('1 to 9'), idle: true },
    ]);
    const tracking = {
      PolicyType: 'TargetTrackingScaling' as const,
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' as const },
      },
    };
    await client.send(new PutScalingPolicyOfApplicationCommand({ ...of, ...tracking, PolicyName: 'cpu' }));
    const night = { ScheduledActionName: 'night', Schedule: 'cron(0 22 * * ? *)' };
    await client.send(new PutScheduledActionCommand({ ...of, ...night, ScalableTargetAction: { MinCapacity: 1 } }));
    await makeService('quiet');
    const [its, none] = await Promise.all(['web', 'quiet'].map((name) => target.rivals?.(service(name))));
    const suspend = expect.stringMatching(/register-scalable-target .*service\/shop\/web --suspended-state/);
    expect(its).toEqual([
      { what: 'the scaling policy "cpu"', suspend, needs: null, reacts: true },
      { what: 'the scheduled action "night"', suspend, needs: null, setsMinimum: true },
    ]);
    expect(none).toEqual([]);
    const SuspendedState = Object.fromEntries(
      ['DynamicScalingInSuspended', 'DynamicScalingOutSuspended', 'ScheduledScalingSuspended'].map((one) => [
        one,
        true,
      ]),
    );
    await client.send(new RegisterScalableTargetCommand({ ...of, SuspendedState }));
    expect(await target.rivals?.(service('web'))).toMatchObject([{ idle: true }]);
  });

  test('the minimum of a group is read, moved and put back, and nothing else of it changes', async () => {
    await makeGroup('floored');
    const floor = floorsOf(target);
    expect(await floor.capacity(group('floored'))).toMatchObject({ asked: 1, max: 6 });
    const found = await floor.found?.(group('floored'));
    const before = await described('floored');
    expect((await floor.setCapacity(group('floored'), { units: 2 }, term)).is).toBe('applied');
    expect(await described('floored')).toEqual({ ...before, MinSize: 2 });
    expect((await floor.putBack?.(group('floored'), found?.state ?? {}, term))?.is).toBe('applied');
    expect(await described('floored')).toEqual(before);
  });

  only('moto')('the minimum of a service is moved, and of one that nobody has registered is refused', async () => {
    await makeService('floored');
    const floor = floorsOf(target);
    await expect(floor.capacity(service('floored'))).rejects.toThrow(
      /is not a scalable target of Application Auto Scaling/,
    );
    const client = new ApplicationAutoScalingClient();
    const of = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;
    const ResourceId = 'service/shop/floored';
    await client.send(new RegisterScalableTargetCommand({ ...of, ResourceId, MinCapacity: 1, MaxCapacity: 9 }));
    expect(await floor.capacity(service('floored'))).toMatchObject({ asked: 1, max: 9 });
    expect((await floor.setCapacity(service('floored'), { units: 4 }, term)).is).toBe('applied');
    expect(await floor.capacity(service('floored'))).toMatchObject({ asked: 4, max: 9 });
  });

  only('moto')('a rollout that is under way keeps a service from shrinking', async () => {
    await makeService('rolling');
    expect(await target.capacity(service('rolling'))).toMatchObject({ asked: 2, keepBecause: expect.anything() });
  });
});

const part = (metricName: string, stat: string, witnessed = false): SourceConfig => ({
  kind: 'cloudwatch',
  namespace: 'Shop',
  metricName,
  dimensions: { Service: 'web' },
  stat,
  periodSeconds: 60,
  delaySeconds: 60,
  witness: witnessed
    ? { namespace: 'Shop', metricName: 'Latency', dimensions: { Service: 'web' }, stat: 'SampleCount' }
    : null,
});

describe.runIf(aws !== null)('CloudWatch', () => {
  let client: CloudWatchClient;
  const nowMs = Math.floor(Date.now() / minuteMs) * minuteMs;

  beforeAll(() => {
    process.env.AWS_ENDPOINT_URL = aws?.endpoint;
    client = new CloudWatchClient(readingClient);
  });

  /** A hundred values, 1 to 100, in each of the last three minutes before `toMs`. */
  async function put(toMs: number): Promise<void> {
    const Dimensions = [{ Name: 'Service', Value: 'web' }];
    const MetricData = [1, 2, 3].flatMap((minutes) => {
      const Timestamp = new Date(toMs - minutes * minuteMs);
      return Array.from({ length: 100 }, (_, i) => ({ MetricName: 'Latency', Timestamp, Value: i + 1, Dimensions }));
    });
    await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  }

  test.each([
    ['just now', nowMs],
    ['of two weeks ago', nowMs - 14 * 86_400_000 + 30 * minuteMs],
  ])('points %s are read, sums and percentiles', async (_, toMs) => {
    await put(toMs);
    const source = connectSources({}, { cloudwatch: client })({ account: null, leftMs, nowMs: Date.now });
    const read = async (stat: string) => (await source.read(part('Latency', stat), toMs - 10 * minuteMs, toMs)).metric;
    const [sum, count, p50, p99] = await Promise.all(['Sum', 'SampleCount', 'p50', 'p99'].map(read));
    expect(sum).toEqual({ trouble: null, points: [3, 2, 1].map((m) => ({ atMs: toMs - m * minuteMs, value: 5050 })) });
    expect(count?.points.map(({ value }) => value)).toEqual([100, 100, 100]);
    expect(p50?.points[0]?.value).toBeCloseTo(50.5, 0);
    expect(p99?.points[0]?.value).toBeCloseTo(99, 0);
  });

  test('a metric that is silent is told apart from its witness that is not', async () => {
    const source = connectSources({}, { cloudwatch: client })({ account: null, leftMs, nowMs: Date.now });
    const { metric, witness } = await source.read(part('Requests', 'Sum', true), nowMs - 10 * minuteMs, nowMs);
    expect(metric).toEqual({ points: [], trouble: null });
    expect(witness?.points).toHaveLength(3);
  });

  test('alarm states are read, of composite alarms too', async () => {
    const metric = {
      Namespace: 'Shop',
      MetricName: 'Other',
      Statistic: 'Sum' as const,
      Period: 60,
      EvaluationPeriods: 1,
    };
    const limit = { Threshold: 1e9, ComparisonOperator: 'GreaterThanThreshold' as const };
    await client.send(new PutMetricAlarmCommand({ AlarmName: 'headroom/shop/web', ...metric, ...limit }));
    await client.send(new PutCompositeAlarmCommand({ AlarmName: 'zone', AlarmRule: 'ALARM("headroom/shop/web")' }));
    const forced = { AlarmName: 'headroom/shop/web', StateValue: 'ALARM' as const, StateReason: 'test' };
    await client.send(new SetAlarmStateCommand(forced));
    const alarms = cloudWatchAlarms({ client, leftMs, onTrouble: (name, error) => expect.fail(`${name} ${error}`) });
    const names = ['headroom/shop/web', 'zone', 'gone'];
    expect(await Promise.all(names.map((name) => alarms.state(name)))).toEqual(['ALARM', 'ALARM', null]);
  });

  test('an alarm that comes by SNS and SQS is understood, in its envelope and delivered raw', async () => {
    const [sns, sqs] = [new SNSClient(), new SQSClient()];
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alarms' }));
    const queues = await Promise.all(
      ['false', 'true'].map(async (RawMessageDelivery, index) => {
        const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `signals-${index}` }));
        const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
        const Endpoint = (await sqs.send(asked)).Attributes?.QueueArn;
        await sns.send(
          new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery } }),
        );
        return QueueUrl;
      }),
    );
    const metric = {
      Namespace: 'Shop',
      MetricName: 'Third',
      Statistic: 'Sum' as const,
      Period: 60,
      EvaluationPeriods: 1,
    };
    const limit = {
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold' as const,
      AlarmActions: [TopicArn ?? ''],
    };
    await client.send(new PutMetricAlarmCommand({ AlarmName: 'headroom/shop/api', ...metric, ...limit }));
    const MetricData = [{ MetricName: 'Third', Value: 11 }];
    await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    for (const QueueUrl of queues) {
      const command = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 });
      const { Messages = [] } = await sqs.send(command);
      expect(receive({ Records: Messages.map(asRecord) }, 'i', alarms)).toMatchObject({
        queued: true,
        misheard: [],
        heard: [
          {
            messageId: Messages[0]?.MessageId,
            said: { signal: { kind: 'alarm', alarmName: 'headroom/shop/api', state: 'ALARM' } },
          },
        ],
      });
    }
  });
});

describe.runIf(aws !== null)('a Lambda of the user’s', () => {
  const toMs = Math.floor(Date.now() / minuteMs) * minuteMs;
  const fromMs = toMs - 3 * minuteMs;
  /** Answers the number that it is asked for in each period, throws where it is told to, and tells the newest otherwise. */
  const source = `
    export async function handler({ headroom, reads }) {
      if (headroom !== 'read') throw new Error('what is this?');
      return { answers: reads.map(({ payload, fromMs, toMs, periodSeconds }) => {
        if (payload.fails) throw new Error('the store of 111122223333 is down');
        const periods = Math.ceil((toMs - fromMs) / (periodSeconds * 1000));
        const points = Array.from({ length: periods }, (_, index) => ({
          atMs: fromMs + index * periodSeconds * 1000,
          value: payload.value * reads.length,
        }));
        return { points, trouble: null };
      }) };
    }`;
  const lambdaPart = (payload: Record<string, number | boolean>, functionName = 'numbers'): SourceConfig => ({
    kind: 'lambda',
    functionName,
    payload,
    periodSeconds: 60,
    delaySeconds: 0,
    unit: null,
    adds: false,
    speaksAtZero: null,
  });

  beforeAll(async () => {
    if (aws === null) return;
    process.env.AWS_ENDPOINT_URL = aws.endpoint;
    await deployFunction(aws, 'numbers', source, []);
  });

  test('is asked for all numbers of one look at once, by its name and by its ARN', async () => {
    const open = connectSources();
    const read = (parts: readonly SourceConfig[], account: string | null) => {
      const opened = open({ account, leftMs, nowMs: Date.now });
      return Promise.all(parts.map((one) => opened.read(one, fromMs, toMs)));
    };
    const [seven, eight] = await read([lambdaPart({ value: 7 }), lambdaPart({ value: 8 })], null);
    const points = (value: number) => [3, 2, 1].map((ago) => ({ atMs: toMs - ago * minuteMs, value }));
    expect(seven).toEqual({ metric: { points: points(14), trouble: null }, witness: null });
    expect(eight?.metric.points).toEqual(points(16));
    const arn = `arn:aws:lambda:${aws?.region}:000000000000:function:numbers`;
    const [byArn] = await read([lambdaPart({ value: 9 }, arn)], '000000000000');
    expect(byArn?.metric).toEqual({ points: points(9), trouble: null });
  });

  test('that throws, or is not there, is trouble', async () => {
    const opened = connectSources()({ account: null, leftMs, nowMs: Date.now });
    const read = async (one: SourceConfig) => (await opened.read(one, fromMs, toMs)).metric;
    expect((await read(lambdaPart({ fails: true }))).trouble).toMatch(/the store of \*{12} is down/);
    expect((await read(lambdaPart({ value: 1 }, 'nobody'))).trouble).toMatch(/ResourceNotFoundException/);
  });
});

/** A message as Lambda's event source hands it on. */
function asRecord({ MessageId, Body }: Message) {
  return { messageId: MessageId, body: Body, eventSource: 'aws:sqs' };
}
