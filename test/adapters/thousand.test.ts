import { expect, test } from 'vitest';
import { cloudWatchAlarms } from '../../adapters/scaling/alarm-states.ts';
import { autoScalingGroups } from '../../adapters/scaling/targets/auto-scaling-group/auto-scaling-group.ts';
import { type TargetMakers, targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { ecsServices } from '../../adapters/scaling/targets/ecs-service/ecs-service.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { blankMemory } from '../../core/model/memory.ts';
import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import { scaling } from '../../core/scaling/scaling.ts';
import { FakeApplicationAutoScaling } from './scaling/targets/any-kind/fake-application-auto-scaling.ts';
import { FakeAutoScaling, group } from './scaling/targets/auto-scaling-group/fake-auto-scaling.ts';
import { FakeEcs, service } from './scaling/targets/ecs-service/fake-ecs.ts';
import { FakeCloudWatch } from './sources/cloudwatch/fake-cloudwatch.ts';

const atMs = Date.parse('2026-11-20T12:00:30Z');

const reading = (metricName: string, name: string, witness: object | null = null) => ({
  parts: [{ kind: 'cloudwatch', namespace: 'Shop', metricName, dimensions: { name }, stat: 'Sum', witness }],
});

/** Demand with a witness, and what was running: three metrics. */
function config(name: string, target: object) {
  const witness = { namespace: 'Shop', metricName: 'Hosts', dimensions: { name }, stat: 'Average' };
  return parseScalable(name, {
    mode: 'on',
    target,
    bounds: { min: 1, max: 10 },
    readings: { demand: reading('Requests', name, witness), running: reading('InService', name) },
    policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 }],
    alarmName: `headroom/${name}`,
  });
}

function setUp(count: number, targetOf: (name: string) => object) {
  const names = Array.from({ length: count }, (_, index) => `s${index}`);
  const [groups, tasks, cloudWatch] = [new FakeAutoScaling(), new FakeEcs(), new FakeCloudWatch()];
  for (const name of names) {
    groups.groups.set(name, group(name));
    tasks.services.set(name, service(name));
    cloudWatch.alarms.set(`headroom/${name}`, { type: 'MetricAlarm', state: 'OK' });
  }
  const native = new FakeApplicationAutoScaling();
  const everywhere = <Client>(client: Client) => ({ reader: () => client, actor: () => client });
  const leftMs = () => 30_000;
  const makers: TargetMakers = {
    ...targetsOnAws(),
    'auto-scaling-group': (world) => autoScalingGroups({ ...world, clients: everywhere(groups.client) }),
    'ecs-service': (world) => ecsServices({ ...world, clients: everywhere(tasks.client) }, native.readRivals()),
  };
  const configs = new Map(names.map((name) => [name, config(name, targetOf(name))]));
  const capability = scaling({
    settings: {
      scalable: async (name) => configs.get(name) ?? expect.fail(`no ${name}`),
      overrides: async () => [],
    },
    source: connectSources({}, { cloudwatch: cloudWatch.client })({ account: null, leftMs, nowMs: () => atMs }),
    target: targets({ makers, account: null, leftMs, random: () => 0 }),
    alarms: cloudWatchAlarms({ client: cloudWatch.client, leftMs, onTrouble: () => {} }),
  });
  const look = () => Promise.all(names.map((name) => capability.observe(name, blankMemory, atMs)));
  return { look, groups, tasks, cloudWatch };
}

test.each([
  [1000, 10, 6],
  [10_000, 100, 60],
])(
  'a look at %i groups with three metrics each takes %i reads of groups and %i of metrics',
  async (count, ofGroups, ofMetrics) => {
    const { look, groups, cloudWatch } = setUp(count, (autoScalingGroupName) => ({
      kind: 'auto-scaling-group',
      autoScalingGroupName,
    }));
    const observations = await look();
    expect(observations.every(({ capacity, alarm }) => capacity.asked === 2 && alarm === 'OK')).toBe(true);
    expect(groups.called('DescribeAutoScalingGroups')).toBe(ofGroups);
    expect(cloudWatch.called('GetMetricData')).toBe(ofMetrics);
    expect(cloudWatch.called('DescribeAlarms')).toBe(count / 100);
  },
);

test('a look at a thousand services takes a hundred reads of services', async () => {
  const { look, tasks, cloudWatch } = setUp(1000, (serviceName) => ({
    kind: 'ecs-service',
    cluster: 'shop',
    serviceName,
  }));
  expect(await look()).toHaveLength(1000);
  expect(tasks.called('DescribeServices')).toBe(100);
  expect(cloudWatch.called('GetMetricData')).toBe(6);
});
