import {
  ApplicationAutoScalingClient,
  PutScalingPolicyCommand as PutServicePolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  EnableMetricsCollectionCommand,
  PutScalingPolicyCommand,
  PutScheduledUpdateGroupActionCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { motoShop } from './moto-shop.ts';

/** Where an account is made: what scales on moto, metrics on MiniStack. */
interface Places {
  readonly moto: string;
  readonly ministack: string;
}

const minuteMs = 60_000;
const days = 14;
const settings = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/** A day that rises and falls, between 0 and 1, with a little of everything in it. */
function tide(minute: number): number {
  const day = Math.sin((2 * Math.PI * (minute % 1440)) / 1440);
  return 0.5 + 0.4 * day + 0.05 * Math.sin(minute / 37) + 0.05 * Math.sin(minute / 11);
}

/** Units that AWS's own target tracking would have run: 50 % busy, some minutes behind. */
const tracked = (perSecond: (minute: number) => number, unit: number) => (minute: number) =>
  Math.max(2, Math.ceil(Math.max(...[0, 5, 10, 15].map((ago) => perSecond(minute - ago))) / unit / 0.5));

/**
 * An account with two weeks of metrics: an Auto Scaling group behind a load balancer with target tracking and a schedule, a
 * service of Fargate behind one with target tracking, a group that nobody sends requests to with a step policy and no metrics
 * of its own, and a service of a fixed number of tasks.
 */
export async function makeAccount({ moto, ministack }: Places, nowMs: number): Promise<void> {
  const shop = await motoShop(moto);
  const { LoadBalancers = [] } = await shop.client.send(new DescribeLoadBalancersCommand({}));
  const loadBalancer = LoadBalancers[0]?.LoadBalancerArn?.split(':loadbalancer/')[1] ?? '';
  const targetGroup = (arn: string): string => arn.split(':').at(-1) ?? '';
  await makeGroups(moto, shop.groups.blue);
  await makeServices(moto, shop.groups.green);
  const endMs = Math.floor(nowMs / (5 * minuteMs)) * 5 * minuteMs;
  const put = putting(new CloudWatchClient({ ...settings, endpoint: ministack }), endMs);
  const web = (minute: number) => 1000 * tide(minute);
  const webUnits = tracked(web, 100);
  const group = { AutoScalingGroupName: 'checkout-web' };
  await put.counts(
    'AWS/ApplicationELB',
    'RequestCount',
    { LoadBalancer: loadBalancer, TargetGroup: targetGroup(shop.groups.blue) },
    web,
  );
  await put.busy('AWS/EC2', group, (minute) => web(minute) / 100 / webUnits(minute), webUnits, 1);
  await put.gauge('AWS/AutoScaling', 'GroupInServiceInstances', group, webUnits);
  const api = (minute: number) => 400 * tide(minute + 300);
  const apiUnits = tracked(api, 50);
  const service = { ClusterName: 'shop', ServiceName: 'api' };
  await put.counts(
    'AWS/ApplicationELB',
    'RequestCount',
    { LoadBalancer: loadBalancer, TargetGroup: targetGroup(shop.groups.green) },
    api,
  );
  await put.busy('AWS/ECS', service, (minute) => api(minute) / 50 / apiUnits(minute), apiUnits, 1);
  await put.busy(
    'AWS/EC2',
    { AutoScalingGroupName: 'workers' },
    (minute) => 0.1 + 0.5 * tide(minute),
    () => 8,
    1 / 5,
  );
}

async function makeGroups(endpoint: string, targetGroupArn: string): Promise<void> {
  const client = new AutoScalingClient({ ...settings, endpoint });
  const LaunchConfigurationName = 'advised';
  await client.send(
    new CreateLaunchConfigurationCommand({
      LaunchConfigurationName,
      ImageId: 'ami-12345678',
      InstanceType: 'm6i.large',
    }),
  );
  const make = (AutoScalingGroupName: string, units: number, TargetGroupARNs: string[]) =>
    client.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName,
        LaunchConfigurationName,
        MinSize: 2,
        MaxSize: 40,
        DesiredCapacity: units,
        AvailabilityZones: ['us-east-1a'],
        TargetGroupARNs,
      }),
    );
  await make('checkout-web', 10, [targetGroupArn]);
  await make('workers', 8, []);
  const web = { AutoScalingGroupName: 'checkout-web' };
  await client.send(new EnableMetricsCollectionCommand({ ...web, Granularity: '1Minute' }));
  const PredefinedMetricSpecification = { PredefinedMetricType: 'ASGAverageCPUUtilization' } as const;
  const tracking = { PredefinedMetricSpecification, TargetValue: 50 };
  await client.send(
    new PutScalingPolicyCommand({
      ...web,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: tracking,
    }),
  );
  await client.send(
    new PutScheduledUpdateGroupActionCommand({
      ...web,
      ScheduledActionName: 'mornings',
      Recurrence: '0 6 * * *',
      MinSize: 4,
    }),
  );
  await client.send(
    new PutScalingPolicyCommand({
      AutoScalingGroupName: 'workers',
      PolicyName: 'step',
      PolicyType: 'StepScaling',
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }],
    }),
  );
}

async function makeServices(endpoint: string, targetGroupArn: string): Promise<void> {
  const client = new ECSClient({ ...settings, endpoint });
  await client.send(new CreateClusterCommand({ clusterName: 'shop' }));
  const containerDefinitions = [{ name: 'web', image: 'web', memory: 128 }];
  const fargate = { requiresCompatibilities: ['FARGATE' as const], cpu: '1024', memory: '2048' };
  await client.send(new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions, ...fargate }));
  const make = (
    serviceName: string,
    desiredCount: number,
    loadBalancers: { targetGroupArn: string; containerName: string; containerPort: number }[],
  ) =>
    client.send(
      new CreateServiceCommand({
        cluster: 'shop',
        serviceName,
        taskDefinition: 'web',
        desiredCount,
        launchType: 'FARGATE',
        loadBalancers,
      }),
    );
  // As many as ran in the last minute of its metrics.
  await make('api', 15, [{ targetGroupArn, containerName: 'web', containerPort: 80 }]);
  await make('cron', 1, []);
  const scaling = new ApplicationAutoScalingClient({ ...settings, endpoint });
  const of = {
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: 'service/shop/api',
  } as const;
  await scaling.send(new RegisterScalableTargetCommand({ ...of, MinCapacity: 2, MaxCapacity: 40 }));
  const PredefinedMetricSpecification = { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } as const;
  const TargetTrackingScalingPolicyConfiguration = { PredefinedMetricSpecification, TargetValue: 50 };
  await scaling.send(
    new PutServicePolicyCommand({
      ...of,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration,
    }),
  );
}

type Dimensions = Readonly<Record<string, string>>;
type ByMinute = (minute: number) => number;

/** Puts metrics of two weeks until an end, as AWS itself would have. */
function putting(client: CloudWatchClient, endMs: number) {
  const minutes = days * 1440;
  const timed = (minute: number): Date => new Date(endMs - (minutes - minute) * minuteMs);
  const each = (minutesApart: number): number[] =>
    Array.from({ length: minutes / minutesApart }, (_, index) => index * minutesApart);
  const send = async (Namespace: string, data: readonly MetricDatum[]): Promise<void> => {
    for (let from = 0; from < data.length; from += 1000) {
      await client.send(new PutMetricDataCommand({ Namespace, MetricData: data.slice(from, from + 1000) }));
    }
  };
  const named = (MetricName: string, dimensions: Dimensions) => ({
    MetricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  });
  return {
    counts: (namespace: string, metric: string, dimensions: Dimensions, perSecond: ByMinute) =>
      send(
        namespace,
        each(1).map((minute) => ({
          ...named(metric, dimensions),
          Timestamp: timed(minute),
          Value: Math.round(60 * perSecond(minute)),
        })),
      ),
    gauge: (namespace: string, metric: string, dimensions: Dimensions, value: ByMinute) =>
      send(
        namespace,
        each(5).map((minute) => ({ ...named(metric, dimensions), Timestamp: timed(minute), Value: value(minute) })),
      ),
    /** How busy units are, each with its samples. */
    busy: (namespace: string, dimensions: Dimensions, share: ByMinute, units: ByMinute, samplesPerMinute: number) =>
      send(
        namespace,
        each(5).map((minute) => {
          const [SampleCount, percent] = [units(minute) * 5 * samplesPerMinute, Math.min(100, 100 * share(minute))];
          const StatisticValues = { SampleCount, Sum: percent * SampleCount, Minimum: percent, Maximum: percent };
          return { ...named('CPUUtilization', dimensions), Timestamp: timed(minute), StatisticValues };
        }),
      ),
  };
}
