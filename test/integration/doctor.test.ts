import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApplicationAutoScalingClient,
  PutScalingPolicyCommand as PutPolicyOfServiceCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import * as autoScaling from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import {
  CreateVpcEndpointCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountReader } from '../../adapters/aws/account-reader.ts';
import { keyspaceNetwork } from '../../adapters/sharding/checkup/network.ts';
import { ownedConfigs } from '../../adapters/table/owned-configs.ts';
import { commandPermissions } from '../../core/model/command-permissions.ts';
import type { Verdict } from '../../core/model/verdict.ts';
import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import { foundOfEndpoints } from '../../core/sharding/checkup/endpoints.ts';
import { type AwsCall, startFront } from '../../local/front.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { deployFunction } from './deploy-function.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { motoShop } from './moto-shop.ts';

const aws = await localAwsOrNone({ moto: true });
const folder = mkdtempSync(join(tmpdir(), 'headroom-doctor-'));
const region = 'us-east-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const onMoto = { endpoint: aws?.motoEndpoint ?? '', region, credentials };
const onMiniStack = { endpoint: aws?.endpoint ?? '', region, credentials };

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await aws?.stop();
});

const busy = (autoScalingGroupName: string, periodSeconds: number): Pick<ScalableInput, 'readings' | 'policies'> => ({
  readings: {
    cpu: {
      parts: [
        {
          kind: 'cloudwatch',
          namespace: 'AWS/EC2',
          metricName: 'CPUUtilization',
          dimensions: { AutoScalingGroupName: autoScalingGroupName },
          stat: 'Average',
          periodSeconds,
        },
      ],
    },
  },
  policies: [{ kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 }],
});
const webConfig: ScalableInput = {
  mode: 'on',
  target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
  bounds: { min: 1, max: 6 },
  ...busy('web', 60),
};
const scheduled = {
  bounds: { min: 1, max: 6 },
  policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ days: ['mon'], from: '08:00', to: '18:00', floor: 4 }] }],
} as const;

/** Runs a command of the AWS CLI that is told to mend something, of the kinds that are tried here. */
async function mend(command: string): Promise<void> {
  const [, service = '', operation = '', ...words] = command.split(' ').map((word) => word.replace(/^'(.*)'$/, '$1'));
  const input: Record<string, string | string[]> = {};
  let name = '';
  for (const word of words) {
    if (word.startsWith('--')) name = pascal(word.slice(2));
    else if (/^(Metrics|ScalingProcesses|AlarmNames)$/.test(name)) input[name] = [...(input[name] ?? []), word];
    else input[name] = word;
  }
  const { Region: _, ...asked } = input;
  const [client, commands] =
    service === 'autoscaling'
      ? [new autoScaling.AutoScalingClient(onMoto), autoScaling]
      : [new cloudWatch.CloudWatchClient(onMiniStack), cloudWatch];
  const Command = (commands as unknown as Record<string, new (input: object) => never>)[`${pascal(operation)}Command`];
  if (Command === undefined) throw new Error(`no ${operation} of ${service}`);
  await (client as cloudWatch.CloudWatchClient).send(new Command(asked));
}

const pascal = (words: string) => words.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

describe.runIf(aws !== null)('day one on an account', () => {
  const calls: AwsCall[] = [];
  let environment: Readonly<Record<string, string>> = {};
  let stopFronts: () => Promise<unknown> = async () => {};

  beforeAll(async () => {
    const [first, second] = [
      await startFront((call) => calls.push(call)),
      await startFront((call) => calls.push(call)),
    ];
    first.forwardTo(onMiniStack.endpoint);
    second.forwardTo(onMoto.endpoint);
    stopFronts = () => Promise.all([first.stop(), second.stop()]);
    const inMoto = ['AUTO_SCALING', 'APPLICATION_AUTO_SCALING', 'ECS', 'EC2', 'ELASTIC_LOAD_BALANCING_V2'];
    const endpoints = Object.fromEntries(inMoto.map((service) => [`AWS_ENDPOINT_URL_${service}`, second.endpoint]));
    environment = { ...onlyLocal(aws?.environment ?? {}), AWS_ENDPOINT_URL: first.endpoint, ...endpoints };
    await fill();
  });
  afterAll(() => stopFronts());

  const headroom = (...args: string[]) => runHeadroom(args, environment);

  /** What is found, as `subject check: gravity`, of what is not in order; and the commands that mend it. */
  async function examined(...args: string[]) {
    calls.length = 0;
    const { exitCode, stdout, stderr } = await headroom('doctor', ...args, '--json');
    if (stdout === '') throw new Error(stderr);
    const { verdicts, isDeployed } = JSON.parse(stdout) as { verdicts: readonly Verdict[]; isDeployed: boolean };
    const wrong = verdicts.filter(({ is }) => is !== 'ok');
    const told = wrong.map(({ subject, check, is }) => `${subject ?? '-'} ${check}: ${is}`);
    return { exitCode, isDeployed, told, wrong, inOrder: verdicts.length - wrong.length };
  }

  /** Of what was sent since the calls were last counted, whatever the page of permissions does not name. */
  function unnamed(command: 'doctor' | 'init'): readonly string[] {
    const { needs = {}, ungranted = [] } = commandPermissions[command] ?? {};
    const named = new Set([...Object.values(needs).flat(), ...ungranted, 'sts:GetCallerIdentity']);
    const settings = /^lambda:GET \/2015-03-31\/functions\/[\w-]+\/configuration$/;
    const sent = calls.map(({ action }) => (settings.test(action) ? 'lambda:GetFunctionConfiguration' : action));
    return [...new Set(sent)].filter((action) => !named.has(action));
  }

  it('of a config that is not deployed: trouble first, each with the command that mends it, and nothing is changed', async () => {
    const file = join(folder, 'shop.config.json');
    const scalables = {
      'checkout/web': webConfig,
      calm: {
        target: { kind: 'auto-scaling-group', autoScalingGroupName: 'calm' },
        bounds: { min: 1, max: 9 },
        ...busy('calm', 300),
      },
      gone: { target: { kind: 'auto-scaling-group', autoScalingGroupName: 'gone' }, ...scheduled },
      service: { target: { kind: 'ecs-service', cluster: 'shop', serviceName: 'web' }, ...scheduled },
    };
    writeFileSync(file, JSON.stringify({ deployment: 'fresh', scalables }));
    const { told, exitCode, isDeployed, inOrder } = await examined(file);
    expect({ exitCode, isDeployed }).toEqual({ exitCode: 1, isDeployed: false });
    expect(inOrder).toBeGreaterThan(8);
    expect(told.filter((one) => !one.includes(' role: '))).toEqual([
      'checkout/web group metrics: trouble',
      'checkout/web suspended processes: trouble',
      'checkout/web detailed monitoring: trouble',
      'checkout/web who else scales it: trouble',
      'gone the group: trouble',
      '- alarms: warning',
      'calm bounds: warning',
      'service who else scales it: warning',
    ]);
    expect(unnamed('doctor')).toEqual([]);
  });

  it('is written as a config that is valid, and that the doctor can go on with', async () => {
    const file = join(folder, 'headroom.config.ts');
    calls.length = 0;
    const written = await headroom('init', file, '--yes', '--alarm-topic', 'on-call');
    expect(written).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`next: npx headroom-aws doctor ${file}`),
    });
    expect(written.stderr).toContain('the Auto Scaling group "nodes": a node group of EKS scales it');
    expect(unnamed('init')).toEqual([]);
    const valid = JSON.parse((await headroom('validate', file, '--json')).stdout);
    expect(valid).toMatchObject({ valid: true, warnings: [], scalables: ['calm', 'shop/web', 'web'] });
    const found = await examined(file);
    expect(found.told).not.toContain('- alarms: warning');
    expect(readFileSync(file, 'utf8')).toMatch(/\n {4}web: [\s\S]*RequestCount[\s\S]*targetgroup\/blue\//);
  });

  it('of a deployment: its role, its alarms, and what is suspended; the commands that are told mend what they are told for', async () => {
    const before = await examined('--deployment', 'shop');
    expect(before).toMatchObject({ exitCode: 1, isDeployed: true });
    expect(before.told).toEqual([
      '- alarms: trouble',
      '- role: trouble',
      'checkout/calm role: trouble',
      'checkout/web group metrics: trouble',
      'checkout/web suspended processes: trouble',
      'checkout/web detailed monitoring: trouble',
      'checkout/web who else scales it: trouble',
      'checkout/web alarms: trouble',
    ]);
    expect(unnamed('doctor')).toEqual([]);
    const mendable = before.wrong.filter(({ mend: one }) => /^aws (autoscaling|cloudwatch) /.test(one ?? ''));
    for (const { mend: command } of mendable) await mend(command ?? '');
    const after = await examined('--deployment', 'shop');
    expect(after.told).toEqual([
      '- alarms: trouble',
      '- role: trouble',
      'checkout/calm role: trouble',
      'checkout/web detailed monitoring: trouble',
    ]);
    expect(after.wrong.map(({ mend: one }) => one?.split(' ').slice(0, 3).join(' '))).toEqual([
      ...['npx cdk deploy', undefined, undefined, 'aws ec2 monitor-instances'],
    ]);
  });

  it('of a keyspace in a VPC: the endpoints that are not there', async () => {
    const ec2 = new EC2Client(onMoto);
    const { Subnets: [subnet] = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const { RouteTables: [table] = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
    const [VpcId = '', id = ''] = [subnet?.VpcId, subnet?.SubnetId];
    const VpcConfig = { VpcId, SubnetIds: [id], SecurityGroupIds: ['sg-1'] };
    const reader = { ...accountReader(onMoto), lambda: { send: async () => ({ VpcConfig }) } as never };
    const missing = async () => {
      const network = await keyspaceNetwork(reader, 'shop', 'orders', AbortSignal.timeout(10_000));
      if ('unknown' in network) throw new Error(network.unknown);
      return foundOfEndpoints(network.told).map(
        ({ is, mend: one }) => `${is} ${/com\.amazonaws\.\S+/.exec(one ?? '')?.[0]}`,
      );
    };
    const named = (service: string) => `com.amazonaws.${region}.${service}`;
    const services = ['dynamodb', 'secretsmanager', 'monitoring', 'states'];
    expect(await missing()).toEqual(services.map((service) => `trouble ${named(service)}`));
    const own = { VpcId, VpcEndpointType: 'Interface' as const, SubnetIds: [id], PrivateDnsEnabled: true };
    await ec2.send(new CreateVpcEndpointCommand({ ...own, ServiceName: named('states') }));
    const gateway = { VpcId, VpcEndpointType: 'Gateway' as const, RouteTableIds: [table?.RouteTableId ?? ''] };
    await ec2.send(new CreateVpcEndpointCommand({ ...gateway, ServiceName: named('dynamodb') }));
    expect(await missing()).toEqual([`trouble ${named('secretsmanager')}`, `trouble ${named('monitoring')}`]);
  });
});

/** Two groups, one of them in every kind of trouble, a service, and a deployment that scales both groups. */
async function fill(): Promise<void> {
  const groups = new autoScaling.AutoScalingClient(onMoto);
  const { groups: balanced } = await motoShop(onMoto.endpoint);
  const LaunchConfigurationName = 'launch';
  const launch = { LaunchConfigurationName, ImageId: 'ami-12345678', InstanceType: 't3.micro' };
  await groups.send(new autoScaling.CreateLaunchConfigurationCommand(launch));
  const sizes = { LaunchConfigurationName, MinSize: 1, MaxSize: 6, AvailabilityZones: ['us-east-1a'] };
  const make = (AutoScalingGroupName: string, more: object = {}) =>
    groups.send(new autoScaling.CreateAutoScalingGroupCommand({ ...sizes, AutoScalingGroupName, ...more }));
  await make('web', { TargetGroupARNs: [balanced.blue] });
  await make('calm');
  const ofEks = { Key: 'eks:nodegroup-name', Value: 'a', ResourceId: 'nodes', ResourceType: 'auto-scaling-group' };
  await make('nodes', { Tags: [{ ...ofEks, PropagateAtLaunch: false }] });
  const AutoScalingGroupName = 'web';
  const processes = { AutoScalingGroupName, ScalingProcesses: ['Launch', 'ReplaceUnhealthy'] };
  await groups.send(new autoScaling.SuspendProcessesCommand(processes));
  const cpu = {
    PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' as const },
    TargetValue: 50,
  };
  const policy = { PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling', TargetTrackingConfiguration: cpu };
  await groups.send(new autoScaling.PutScalingPolicyCommand({ AutoScalingGroupName, ...policy }));
  const Metrics = ['GroupInServiceInstances', 'GroupDesiredCapacity'];
  const collected = { AutoScalingGroupName: 'calm', Granularity: '1Minute', Metrics };
  await groups.send(new autoScaling.EnableMetricsCollectionCommand(collected));
  await fillService();
  await deploy(groups);
}

async function fillService(): Promise<void> {
  const ecs = new ECSClient(onMoto);
  await ecs.send(new CreateClusterCommand({ clusterName: 'shop' }));
  const containerDefinitions = [{ name: 'web', image: 'web', memory: 128 }];
  await ecs.send(new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }));
  await ecs.send(
    new CreateServiceCommand({ cluster: 'shop', serviceName: 'web', taskDefinition: 'web', desiredCount: 2 }),
  );
  const scaling = new ApplicationAutoScalingClient(onMoto);
  const of = {
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: 'service/shop/web',
  } as const;
  await scaling.send(new RegisterScalableTargetCommand({ ...of, MinCapacity: 1, MaxCapacity: 9 }));
  const cpu = {
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' as const },
    TargetValue: 50,
  };
  const policy = {
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling' as const,
    TargetTrackingScalingPolicyConfiguration: cpu,
  };
  await scaling.send(new PutPolicyOfServiceCommand({ ...of, ...policy }));
}

/** A deployment as far as a doctor can tell: table, configs, the function's role and the alarms. */
async function deploy(groups: autoScaling.AutoScalingClient): Promise<void> {
  if (aws === null) return;
  const table = await ledgerTable(aws.endpoint, 'shop-headroom');
  const configs = ownedConfigs(table, 'scaling');
  await configs.put(parseScalable('checkout/web', { ...webConfig, alarmName: 'shop/checkout/web:1' }), 'test');
  const calm = {
    target: { kind: 'auto-scaling-group', autoScalingGroupName: 'calm' },
    bounds: { min: 1, max: 6 },
  } as const;
  await configs.put(parseScalable('checkout/calm', { ...calm, ...busy('calm', 300) }), 'test');
  const Outputs = { TableName: { Value: 'shop-headroom', Export: { Name: 'shop-table' } } };
  const TemplateBody = JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } }, Outputs });
  const client = new CloudFormationClient(onMiniStack);
  await client.send(new CreateStackCommand({ StackName: 'shop', TemplateBody }));
  await waitUntilStackCreateComplete({ client, minDelay: 1, maxDelay: 2, maxWaitTime: 30 }, { StackName: 'shop' });
  const named = new autoScaling.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['web'] });
  const arn = (await groups.send(named)).AutoScalingGroups?.[0]?.AutoScalingGroupARN;
  await deployFunction(aws, 'shop-resource-allocator', 'export const handler = async () => null;', [
    { Effect: 'Allow', Action: 'autoscaling:SetDesiredCapacity', Resource: arn },
    { Effect: 'Allow', Action: 'cloudwatch:GetMetricData', Resource: '*' },
  ]);
  const alarms = new cloudWatch.CloudWatchClient(onMiniStack);
  const metric = {
    Namespace: 'n',
    MetricName: 'm',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    Statistic: 'Sum' as const,
  };
  const every = { ...metric, ComparisonOperator: 'GreaterThanThreshold' as const };
  const AlarmActions = [`arn:aws:sns:${region}:${aws.accountId}:wake`];
  const wakes = { ...every, AlarmName: 'shop/checkout/web:1', AlarmActions, ActionsEnabled: false };
  await alarms.send(new cloudWatch.PutMetricAlarmCommand(wakes));
  const AlarmDescription = 'Looks fail. Log: somewhere Runbook: node_modules/headroom-aws/docs/runbooks/errors.md';
  await alarms.send(new cloudWatch.PutMetricAlarmCommand({ ...every, AlarmName: 'shop-errors', AlarmDescription }));
  // Of another deployment, whose name begins alike.
  await alarms.send(new cloudWatch.PutMetricAlarmCommand({ ...every, AlarmName: 'shop-two-errors', AlarmDescription }));
}
