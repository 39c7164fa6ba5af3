import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { tell } from '../../core/model/reason.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

/** MiniStack's groups run nothing until their first change, so the deployed functions ask moto for all of Auto Scaling. */
const local = await localAwsOrNone({ moto: true, motoToo: ['AUTO_SCALING'], recordCalls: true, enforceIam: true });
const root = join(import.meta.dirname, '..', '..');
const work = join(root, '.local', 'tiers-test');
const minuteMs = 60_000;

afterAll(() => local?.stop());

describe.runIf(local !== null)('the deployed allocator, of a web tier and the readers that it needs', () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const moto = new AutoScalingClient({ endpoint: aws().motoEndpoint ?? '', region: 'us-east-1', credentials });
  let tableName = '';

  const cdk = async (args: readonly string[], cwd: string) => {
    const { signal } = new AbortController();
    const logFile = join(work, `${args[0]}.log`);
    await runCdk({ args, cwd, environment: onlyLocal(aws().environment), logFile, signal });
  };

  beforeAll(async () => {
    await mkdir(work, { recursive: true });
    const LaunchConfigurationName = 'any';
    const launch = { LaunchConfigurationName, ImageId: 'ami-1', InstanceType: 'm6i.large' } as const;
    await moto.send(new CreateLaunchConfigurationCommand(launch));
    for (const [AutoScalingGroupName, DesiredCapacity] of [['web', 2] as const, ['db', 1] as const]) {
      await moto.send(
        new CreateAutoScalingGroupCommand({
          ...{ AutoScalingGroupName, LaunchConfigurationName, MinSize: 1, MaxSize: 20, DesiredCapacity },
          AvailabilityZones: ['us-east-1a'],
        }),
      );
    }
    const { accountId, region } = aws();
    await cdk(['bootstrap', `aws://${accountId}/${region}`], work);
    const outputs = join(work, 'outputs.json');
    const app = [
      ...['--app', `${JSON.stringify(process.execPath)} test/integration/tiered-app.ts`],
      ...['--output', join(work, 'cdk.out')],
    ];
    await cdk(['deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs, ...app], root);
    tableName = JSON.parse(await readFile(outputs, 'utf8')).TiersHeadroom.TableName;
  }, 120_000);

  const report = async (MetricName: string, perMinute: number) => {
    const nowMs = Math.floor(Date.now() / minuteMs) * minuteMs;
    const MetricData = [3, 2, 1].map((ago) => {
      return { MetricName, Value: perMinute, Timestamp: new Date(nowMs - ago * minuteMs) };
    });
    await new CloudWatchClient(clientOptions(aws())).send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  };
  const entries = async (): Promise<ScalingEntry[]> => {
    const table = { client: new DynamoDBClient(clientOptions(aws())), tableName, random: Math.random };
    const ledger = dynamoDbEntries(table, 'scaling');
    const all = await Promise.all(['shop/web', 'shop/db'].map((name) => ledger.list(name, 100)));
    return (all.flat() as ScalingEntry[]).sort((a, b) => a.atMs - b.atMs);
  };
  const applied = async () => {
    const changes = (await entries()).filter(({ outcome }) => outcome?.is === 'applied');
    return changes.map(({ subject, decision }) => [subject, decision?.change?.units]);
  };
  const until = async (isSo: () => Promise<boolean>) => {
    for (let tries = 0; tries < 300; tries++) {
      if (await isSo()) return;
      await sleep(100);
    }
    throw new Error(`waited in vain; applied so far: ${JSON.stringify(await applied())}`);
  };
  const desired = async (name: string) => {
    const asked = { AutoScalingGroupNames: [name] };
    const { AutoScalingGroups: [found] = [] } = await moto.send(new DescribeAutoScalingGroupsCommand(asked));
    return found?.DesiredCapacity;
  };

  it('has them follow one spike in order, each woken by an event', async () => {
    await report('DbDemand', 500);
    await report('WebDemand', 1000);
    // The local AWS looks at the period of now when a point comes.
    const point = { MetricName: 'WebDemand', Value: 1000, Timestamp: new Date() };
    await new CloudWatchClient(clientOptions(aws())).send(
      new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [point] }),
    );
    await until(async () => (await desired('db')) === 2 && (await desired('web')) === 5);
    const seen = await entries();
    const [first] = seen;
    expect(first).toMatchObject({ subject: 'shop/web', signal: { kind: 'alarm' }, outcome: { is: 'unchanged' } });
    const binding = first?.decision?.reasons[first.decision.binding];
    expect(binding?.by).toBe('downstream');
    expect(tell(binding?.because ?? { says: '' })).toContain('shop/db goes up first: 10 units are wanted');
    const changes = seen.filter(({ outcome }) => outcome?.is === 'applied');
    expect(changes.map(({ subject, signal }) => [subject, signal.kind, 'by' in signal ? signal.by : null])).toEqual([
      ['shop/db', 'wake', 'shop/web'],
      ['shop/web', 'wake', 'shop/db'],
    ]);
  });

  it('gives the web tier no more than the readers take, until more of them run', async () => {
    const [newest] = (await entries()).filter(({ subject }) => subject === 'shop/web').slice(-1);
    expect(newest?.decision?.desired.units).toBe(5);
    const event = { Source: 'headroom', DetailType: 'Look Requested', Detail: JSON.stringify({ scalable: 'shop/db' }) };
    await new EventBridgeClient(clientOptions(aws())).send(new PutEventsCommand({ Entries: [event] }));
    await until(async () => (await desired('web')) === 10);
    expect(await desired('db')).toBe(2);
    const last = (await entries()).findLast(
      ({ subject, outcome }) => subject === 'shop/web' && outcome?.is === 'applied',
    );
    expect(last?.signal).toMatchObject({ kind: 'wake', about: 'tier', by: 'shop/db' });
  });

  it('is explained, replayed, and planned for twice the load', async () => {
    const headroom = (...args: string[]) => runHeadroom([...args, '--table', tableName], onlyLocal(aws().environment));
    const { stdout: explained } = await headroom('explain', 'shop/web', '--last', '20');
    expect(explained).toContain('woken by what was decided of shop/db');
    expect(explained).toContain('shop/db goes up first');
    const last = (await entries()).findLast(({ subject }) => subject === 'shop/web');
    expect((await headroom('replay', last?.id ?? '')).stdout).toContain('same: shop/web');
    const html = join(work, 'plan.html');
    const { stdout } = await headroom('plan', 'shop', '--load', '2x', '--json', '--html', html);
    expect(JSON.parse(stdout)).toMatchObject({
      service: 'shop',
      load: 2,
      tiers: [
        { scalable: 'shop/web', now: 10, units: 20, turn: 2, beginsSeconds: 900 },
        { scalable: 'shop/db', now: 2, units: 4, turn: 1, readySeconds: 900 },
      ],
    });
    expect(await readFile(html, 'utf8')).toContain('The tiers of the last day');
    expect((await headroom('plan', 'shopp')).stderr).toContain('did you mean shop?');
  }, 60_000);
});
