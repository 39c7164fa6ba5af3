import { describe, expect, it } from 'vitest';
import type { Found } from '../../../../core/model/verdict.ts';
import {
  type Group,
  type GroupFacts,
  groupChecks,
  type PoolFacts,
} from '../../../../core/scaling/checkup/targets/auto-scaling-group.ts';
import { type ServiceFacts, serviceChecks } from '../../../../core/scaling/checkup/targets/ecs-service.ts';
import type { ScalableConfig, ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import type { Rival } from '../../../../core/scaling/observation.ts';
import { aPool, aScalable } from '../../../fixtures.ts';

const place = { account: null, region: 'eu-central-1' };
const web = { kind: 'auto-scaling-group', ...place, autoScalingGroupName: "web'1" } as const;
const cpu = (periodSeconds: number) => ({
  cpu: {
    parts: [
      {
        kind: 'cloudwatch' as const,
        namespace: 'AWS/EC2',
        metricName: 'CPUUtilization',
        dimensions: { AutoScalingGroupName: web.autoScalingGroupName },
        stat: 'Average',
        periodSeconds,
      },
    ],
  },
});
const rival = { what: 'the scaling policy "cpu"', suspend: 'aws suspend it', needs: 'AlarmNotification' };
const inOrder: Group = {
  arn: 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:1:autoScalingGroupName/web',
  tags: {},
  deletion: null,
  limits: { min: 0, max: 40 },
  metrics: ['GroupInServiceInstances', 'GroupDesiredCapacity'],
  isWeighted: false,
  suspended: [],
};

function group(told: Partial<Group> = {}, more: Partial<GroupFacts> = {}): GroupFacts {
  return {
    target: web,
    group: { told: { ...inOrder, ...told } },
    rivals: { told: [] },
    monitoring: null,
    pool: null,
    ...more,
  };
}

const scalable = (input: Partial<ScalableInput> = {}): ScalableConfig => aScalable({ target: web, ...input });

function found<Facts>(
  { checks }: { checks: Readonly<Record<string, (facts: Facts, config: ScalableConfig) => readonly Found[]>> },
  facts: Facts,
  config: ScalableConfig = scalable(),
): readonly [string, Found][] {
  return Object.entries(checks).flatMap(([check, judge]) =>
    judge(facts, config).map((one): [string, Found] => [check, one]),
  );
}

/** What is not in order, as `check: gravity`, and what it says. */
const wrong = (all: readonly [string, Found][]) =>
  all.filter(([, { is }]) => is !== 'ok').map(([check, { is }]) => `${check}: ${is}`);
const of = (check: string, all: readonly [string, Found][]) => all.find(([name]) => name === check)?.[1];

describe('an Auto Scaling group that is checked', () => {
  it('is in order where all is as a look needs it', () => {
    expect(wrong(found(groupChecks, group()))).toEqual([]);
  });

  it('that does not exist, is being deleted or cannot be read is one remark, and not one of each check', () => {
    expect(wrong(found(groupChecks, { ...group(), group: { told: null } }))).toEqual(['the group: trouble']);
    expect(wrong(found(groupChecks, { ...group(), group: { unknown: 'you may not ask' } }))).toEqual([
      'the group: unknown',
    ]);
    expect(of('the group', found(groupChecks, group({ deletion: 'Delete in progress' })))?.is).toBe('trouble');
  });

  it('is in trouble where its metrics are off, whatever reads them; those that are off are turned on by the command', () => {
    const off = of('group metrics', found(groupChecks, group({ metrics: [] })));
    expect(off?.is).toBe('trouble');
    expect(off?.mend).toBe(
      "aws autoscaling enable-metrics-collection --auto-scaling-group-name 'web'\\''1' --granularity 1Minute --metrics GroupInServiceInstances GroupDesiredCapacity --region eu-central-1",
    );
    const one = of('group metrics', found(groupChecks, group({ metrics: ['GroupDesiredCapacity'] })));
    expect(one?.mend).toContain('--metrics GroupInServiceInstances --region');
  });

  it('is in trouble where its warm pool may not be used, and in order where it may, be there one yet or not', () => {
    const pooled = (pool: Partial<PoolFacts>) =>
      of('the warm pool', found(groupChecks, group({}, { pool: { told: { ...aPool(), ...pool } } })));
    expect(pooled({})).toMatchObject({ is: 'ok', says: expect.stringContaining('14 prepared (4 ready)') });
    expect(pooled({ set: null })).toMatchObject({ is: 'ok', says: expect.stringContaining('has none until') });
    const says = 'no hook tells when an instance is ready';
    expect(pooled({ unusableBecause: { says } })).toMatchObject({ is: 'trouble', says });
    expect(of('the warm pool', found(groupChecks, group()))).toBeUndefined();
    const unknown = group({}, { pool: { unknown: 'you may not ask' } });
    expect(of('the warm pool', found(groupChecks, unknown))?.is).toBe('unknown');
    expect(groupChecks.acts(unknown)?.actions).toContain('autoscaling:PutWarmPool');
  });

  it('counts the metrics that its readings are made of, and the capacity where units are weights', () => {
    const dimensions = { AutoScalingGroupName: web.autoScalingGroupName };
    const part = { kind: 'cloudwatch', namespace: 'AWS/AutoScaling', dimensions, stat: 'Average' } as const;
    const running = { running: { parts: [{ ...part, metricName: 'GroupInServiceCapacity' }] } };
    const demand = { demand: { parts: [{ ...part, metricName: 'GroupPendingInstances' }] } };
    const config = scalable({ readings: { ...running, ...demand } });
    expect(of('group metrics', found(groupChecks, group(), config))?.mend).toContain(
      '--metrics GroupInServiceCapacity GroupPendingInstances --region',
    );
    expect(of('group metrics', found(groupChecks, group({ isWeighted: true })))?.mend).toContain(
      '--metrics GroupInServiceCapacity --region',
    );
  });

  it.each(['Launch', 'Terminate', 'HealthCheck', 'ReplaceUnhealthy', 'AddToLoadBalancer'])(
    'is in trouble where %s is suspended, and is told the command that resumes that alone',
    (process) => {
      const one = of('suspended processes', found(groupChecks, group({ suspended: ['AZRebalance', process] })));
      expect(one).toMatchObject({ is: 'trouble', says: expect.stringContaining(process) });
      expect(one?.mend).toMatch(new RegExp(`resume-processes .* --scaling-processes ${process} --region`));
    },
  );

  it('is in order where only what scales it by itself is suspended, and that is not a rival then', () => {
    const facts = group({ suspended: ['AlarmNotification', 'ScheduledActions'] }, { rivals: { told: [rival] } });
    expect(wrong(found(groupChecks, facts, scalable({ mode: 'on' })))).toEqual([]);
  });

  it.each([
    ['on', false, 'trouble'],
    ['scale-out-only', false, 'trouble'],
    ['recommend', false, 'warning'],
    ['off', false, 'warning'],
    ['on', true, 'ok'],
  ] as const)('whom something else scales too, in mode %s and coexist %s: %s', (mode, coexist, is) => {
    const facts = group({}, { rivals: { told: [rival] } });
    expect(of('who else scales it', found(groupChecks, facts, scalable({ mode, coexist })))?.is).toBe(is);
  });

  it('whose minimum is moved beside policies of AWS wants one that reacts, and nobody else who sets it', () => {
    const config = scalable({
      mode: 'on',
      beside: 'native',
      policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '07:00', to: '21:00', floor: 3 }] }],
    });
    const who = (...rivals: readonly Rival[]) =>
      of('who else scales it', found(groupChecks, group({}, { rivals: { told: rivals } }), config))?.is;
    expect(who()).toBe('warning');
    expect(who({ ...rival, reacts: true })).toBe('ok');
    expect(who({ ...rival, setsMinimum: true })).toBe('warning');
    const all = found(groupChecks, group({}, { rivals: { told: [{ ...rival, setsMinimum: true }] } }), config);
    expect(JSON.stringify(all)).toContain('sets the minimum too');
  });

  it('needs detailed monitoring only where a reading is of less than five minutes', () => {
    const monitoring = { told: { basic: ['i-1'], detailed: ['i-2'] } };
    const at = (seconds: number, told: GroupFacts['monitoring'] = monitoring) =>
      of(
        'detailed monitoring',
        found(
          groupChecks,
          group({}, { monitoring: told }),
          scalable({
            readings: cpu(seconds),
            policies: [{ kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 }],
          }),
        ),
      );
    expect(at(60)).toMatchObject({
      is: 'trouble',
      mend: 'aws ec2 monitor-instances --instance-ids i-1 --region eu-central-1',
    });
    expect(at(300)?.is).toBe('ok');
    expect(at(60, { told: { basic: [], detailed: ['i-1'] } })?.is).toBe('ok');
    expect(at(60, { told: { basic: [], detailed: [] } })?.is).toBe('unknown');
    expect(at(60, { unknown: 'you may not ask for it' })?.is).toBe('unknown');
  });

  it('is told where its own limits are narrower than the bounds', () => {
    const one = of('bounds', found(groupChecks, group({ limits: { min: 4, max: 10 } })));
    expect(one).toMatchObject({ is: 'warning', mend: expect.stringContaining('--min-size 2 --max-size 20') });
  });
});

describe('an ECS service that is checked', () => {
  const target = { kind: 'ecs-service', ...place, cluster: 'shop', serviceName: 'web' } as const;
  const service: ServiceFacts = {
    target,
    service: { told: { arn: 'arn:service', tags: {}, notScalable: null } },
    rivals: { told: [] },
    insights: null,
  };
  const config = (input: Partial<ScalableInput> = {}) => scalable({ target, ...input });

  it('is in order where it is there and nothing else scales it', () => {
    expect(wrong(found(serviceChecks, service, config()))).toEqual([]);
  });

  it('is in trouble where it is gone, or nobody can set its count', () => {
    expect(wrong(found(serviceChecks, { ...service, service: { told: null } }, config()))).toEqual([
      'the service: trouble',
    ]);
    const daemon = { told: { arn: 'arn:service', tags: {}, notScalable: 'a DAEMON service' } };
    expect(of('the service', found(serviceChecks, { ...service, service: daemon }, config()))?.is).toBe('trouble');
  });

  it('needs Container Insights only where a reading is made of them', () => {
    const part = {
      kind: 'cloudwatch',
      namespace: 'ECS/ContainerInsights',
      metricName: 'RunningTaskCount',
      dimensions: { ClusterName: 'shop', ServiceName: 'web' },
      stat: 'Average',
    } as const;
    const reads = config({ readings: { demand: { parts: [part] } } });
    const off = of('container insights', found(serviceChecks, { ...service, insights: { told: false } }, reads));
    expect(off).toMatchObject({
      is: 'trouble',
      mend: expect.stringContaining('update-cluster-settings --cluster shop'),
    });
    expect(wrong(found(serviceChecks, { ...service, insights: { told: true } }, reads))).toEqual([]);
    expect(wrong(found(serviceChecks, { ...service, insights: { told: false } }, config()))).toEqual([]);
  });
});
