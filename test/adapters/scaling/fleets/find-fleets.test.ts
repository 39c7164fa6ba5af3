import type { Instance } from '@aws-sdk/client-auto-scaling';
import type { RuntimePlatform } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { findFleets } from '../../../../adapters/scaling/fleets/find-fleets.ts';
import { unitPricesOf } from '../../../../core/prices/unit-prices.ts';

/** What a group of these instances is found to be. */
async function found(instances: readonly Partial<Instance>[], prices?: ReturnType<typeof unitPricesOf>) {
  const Instances = instances.map((one, at) => ({ InstanceId: `i-${at}`, LifecycleState: 'InService', ...one }));
  const group = { AutoScalingGroupName: 'web', MinSize: 1, MaxSize: 9, DesiredCapacity: 4, Instances };
  const none = { send: async () => ({}) };
  const groups = {
    send: async ({ constructor: { name } }: object) =>
      name === 'DescribeAutoScalingGroupsCommand' ? { AutoScalingGroups: [group] } : {},
  };
  const clients = { groups, ecs: none, scaling: none, balancers: none };
  const { fleets, troubles } = await findFleets(clients as never, null, String, prices);
  expect(troubles).toEqual([]);
  return fleets[0];
}

/** What a service of Fargate is found to be whose task runs on this. */
async function foundTask(runtimePlatform?: RuntimePlatform) {
  const service = {
    serviceName: 'web',
    clusterArn: 'shop',
    status: 'ACTIVE',
    launchType: 'FARGATE',
    taskDefinition: 'web:1',
  };
  const told: Readonly<Record<string, unknown>> = {
    ListClustersCommand: { clusterArns: ['shop'] },
    ListServicesCommand: { serviceArns: ['web'] },
    DescribeServicesCommand: { services: [service] },
    DescribeTaskDefinitionCommand: { taskDefinition: { cpu: '1024', memory: '2048', runtimePlatform } },
  };
  const ecs = { send: async ({ constructor: { name } }: object) => told[name] ?? {} };
  const none = { send: async () => ({}) };
  const { fleets } = await findFleets({ groups: none, ecs, scaling: none, balancers: none } as never, null, String);
  return fleets[0];
}

const [large, xlarge] = [{ InstanceType: 'm6i.large' }, { InstanceType: 'm6i.xlarge' }];

test('a unit of a mixed group costs what its instances cost together, by how many there are of each type', async () => {
  expect(await found([large, large, large, xlarge])).toMatchObject({ unit: 'm6i.large, m6i.xlarge' });
  expect((await found([large, large, large, xlarge]))?.usdPerUnitHour).toBeCloseTo((3 * 0.096 + 0.192) / 4);
  expect((await found([large, { InstanceType: 'p9.large' }]))?.usdPerUnitHour).toBeNull();
  expect(await found([])).toMatchObject({ unit: null, usdPerUnitHour: null });
});

test('a unit of a group with weights costs its share of an instance', async () => {
  const weighted = [
    { ...large, WeightedCapacity: '2' },
    { ...xlarge, WeightedCapacity: '4' },
  ];
  expect((await found(weighted))?.usdPerUnitHour).toBeCloseTo(0.048);
});

test('a unit costs what the list says that is asked', async () => {
  const sizes = [{ name: 'm6i.large', vcpus: 2, memoryGib: 8, usdPerHour: 0.115 }];
  const prices = unitPricesOf({ readOn: '2026-11-29', region: 'eu-central-1', sizes });
  expect((await found([large, xlarge], prices))?.usdPerUnitHour).toBeCloseTo((0.115 + 0.23) / 2);
});

test('a task of Fargate costs what its platform costs, and nothing is guessed of Windows', async () => {
  expect(await foundTask()).toMatchObject({ unit: '1 vCPU, 2 GB of Fargate' });
  expect((await foundTask())?.usdPerUnitHour).toBeCloseTo(0.04937);
  const onArm = await foundTask({ cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' });
  expect(onArm).toMatchObject({ unit: '1 vCPU, 2 GB of Fargate on ARM' });
  expect(onArm?.usdPerUnitHour).toBeCloseTo(0.0395);
  const onWindows = await foundTask({ operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' });
  expect(onWindows).toMatchObject({ unit: '1 vCPU, 2 GB of Fargate on Windows', usdPerUnitHour: null });
});
