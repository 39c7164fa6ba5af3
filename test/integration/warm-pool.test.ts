import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeWarmPoolCommand,
  PutLifecycleHookCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { refusedByKeys } from './refused-by-keys.ts';

/** MiniStack has no warm pools, so the deployed functions ask moto for all of Auto Scaling. */
const local = await localAwsOrNone({ moto: true, motoToo: ['AUTO_SCALING'], recordCalls: true, enforceIam: true });
const root = join(import.meta.dirname, '..', '..');
const work = join(root, '.local', 'warm-pool-test');
const minuteMs = 60_000;

afterAll(() => local?.stop());

describe.runIf(local !== null)('the deployed allocator, of a group with a warm pool', () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const moto = new AutoScalingClient({ endpoint: aws().motoEndpoint ?? '', region: 'us-east-1', credentials });
  const AutoScalingGroupName = 'web';
  let tableName = '';

  const cdk = async (args: readonly string[], cwd: string) => {
    const { signal } = new AbortController();
    const logFile = join(work, `${args[0]}.log`);
    await runCdk({ args, cwd, environment: onlyLocal(aws().environment), logFile, signal });
  };
  const app = [
    ...['--app', `${JSON.stringify(process.execPath)} test/integration/pooled-app.ts`],
    ...['--output', join(work, 'cdk.out')],
  ];

  beforeAll(async () => {
    await mkdir(work, { recursive: true });
    const LaunchConfigurationName = 'web';
    await moto.send(
      new CreateLaunchConfigurationCommand({ LaunchConfigurationName, ImageId: 'ami-1', InstanceType: 'm6i.large' }),
    );
    await moto.send(
      new CreateAutoScalingGroupCommand({
        ...{ AutoScalingGroupName, LaunchConfigurationName, MinSize: 1, MaxSize: 9, DesiredCapacity: 2 },
        AvailabilityZones: ['us-east-1a'],
      }),
    );
    const { accountId, region } = aws();
    await cdk(['bootstrap', `aws://${accountId}/${region}`], work);
    const outputs = join(work, 'outputs.json');
    await cdk(['deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs, ...app], root);
    tableName = JSON.parse(await readFile(outputs, 'utf8')).PoolHeadroom.TableName;
  }, 120_000);

  const put = new Map<number, number>();
  /** The whole minutes just over have brought so much, and a program asks for a look on the bus. */
  const woken = async (perMinute: number): Promise<ScalingEntry> => {
    const nowMs = Math.floor(Date.now() / minuteMs) * minuteMs;
    const MetricData = [1, 2, 3].map((ago) => {
      const atMs = nowMs - ago * minuteMs;
      // Points of one minute add up.
      const Value = perMinute - (put.get(atMs) ?? 0);
      put.set(atMs, perMinute);
      const Dimensions = [{ Name: 'Service', Value: 'web' }];
      return { MetricName: 'Demand', Value, Timestamp: new Date(atMs), Dimensions };
    });
    await new CloudWatchClient(clientOptions(aws())).send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    const before = new Set((await entries()).map(({ id }) => id));
    const Detail = JSON.stringify({ scalable: 'checkout/web' });
    const event = { Source: 'headroom', DetailType: 'Look Requested', Detail };
    await new EventBridgeClient(clientOptions(aws())).send(new PutEventsCommand({ Entries: [event] }));
    for (let tries = 0; tries < 300; tries++) {
      const entry = (await entries()).find(({ id, outcome }) => outcome !== null && !before.has(id));
      if (entry !== undefined) return entry;
      await sleep(100);
    }
    throw new Error('waited in vain for a look');
  };
  const entries = async () => {
    const table = { client: new DynamoDBClient(clientOptions(aws())), tableName, random: Math.random };
    return (await dynamoDbEntries(table, 'scaling').list('checkout/web', 100)) as ScalingEntry[];
  };
  const group = async () => {
    const asked = { AutoScalingGroupNames: [AutoScalingGroupName] };
    const { AutoScalingGroups: [found] = [] } = await moto.send(new DescribeAutoScalingGroupsCommand(asked));
    const { WarmPoolConfiguration } = await moto.send(new DescribeWarmPoolCommand({ AutoScalingGroupName }));
    return { desired: found?.DesiredCapacity, pool: WarmPoolConfiguration };
  };

  it('goes by the long lead, and says why, while nothing tells when an instance is ready', async () => {
    const entry = await woken(400);
    expect(entry).toMatchObject({ outcome: { is: 'applied' }, decision: { change: { units: 4 } } });
    expect(JSON.stringify(entry.decision?.reasons)).toContain('no launch lifecycle hook tells');
    expect(await group()).toMatchObject({ desired: 4, pool: undefined });
  });

  it('sets the pool with all that runs and stands prepared, once a hook does', async () => {
    const hook = { AutoScalingGroupName, LifecycleHookName: 'ready' };
    const LifecycleTransition = 'autoscaling:EC2_INSTANCE_LAUNCHING';
    await moto.send(new PutLifecycleHookCommand({ ...hook, LifecycleTransition }));
    const entry = await woken(600);
    expect(entry).toMatchObject({ outcome: { is: 'applied' }, decision: { change: { units: 6, prepared: 6 } } });
    expect(await group()).toMatchObject({
      desired: 6,
      pool: {
        MaxGroupPreparedCapacity: 6,
        MinSize: 0,
        PoolState: 'Stopped',
        InstanceReusePolicy: { ReuseOnScaleIn: true },
      },
    });
  });

  it('lets what runs go back into the pool, and holds both together', async () => {
    await woken(200);
    expect(await group()).toMatchObject({ desired: 2, pool: { MaxGroupPreparedCapacity: 6 } });
  });

  it('is told by status and explained', async () => {
    const headroom = (...args: string[]) => runHeadroom([...args, '--table', tableName], onlyLocal(aws().environment));
    expect((await headroom('status')).stdout).toContain('2 of 6 prepared');
    const explained = await headroom('explain', 'checkout/web', '--last', '2');
    expect(explained.stdout).toContain('6 prepared (0 ready)');
    expect(explained.stdout).toContain('pool target-tracking');
    const [newest] = await entries();
    expect((await headroom('replay', newest?.id ?? '')).stdout).toContain('same: checkout/web');
    const set = await headroom('override', 'checkout/web', 'prepared', '8', '--for', '1h', '--no-wake');
    expect(set).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('prepared 8 for 1h') });
    await woken(200);
    expect(await group()).toMatchObject({ desired: 2, pool: { MaxGroupPreparedCapacity: 8 } });
  });

  it('may set the pool of its own group, and of no other', async () => {
    const iam = new IAMClient(clientOptions(aws()));
    const { Role = '' } = await new LambdaClient(clientOptions(aws())).send(
      new GetFunctionConfigurationCommand({ FunctionName: 'headroom-resource-allocator' }),
    );
    const judge = async (action: string, name: string) => {
      const arn = `arn:aws:autoscaling:us-east-1:${aws().accountId}:autoScalingGroup:1-2-3:autoScalingGroupName/${name}`;
      const asked = { PolicySourceArn: Role, ActionNames: [`autoscaling:${action}`], ResourceArns: [arn] };
      const { EvaluationResults } = await iam.send(new SimulatePrincipalPolicyCommand(asked));
      return EvaluationResults?.[0]?.EvalDecision;
    };
    for (const action of ['PutWarmPool', 'DeleteWarmPool']) {
      expect(await judge(action, AutoScalingGroupName)).toBe('allowed');
      expect(await judge(action, 'other')).toBe('implicitDeny');
    }
  });

  it('takes the pool away with the scalable, since there was none before it', async () => {
    await cdk(['destroy', 'Pooled', '--force', ...app], root);
    expect(await group()).toMatchObject({ desired: 2, pool: undefined });
    expect(await refusedByKeys(aws(), ['headroom-resource-allocator'], aws().calls)).toEqual([]);
  }, 60_000);
});
