import { Stack } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../core/model/errors.ts';
import type { ReadingConfig, ReadingInput } from '../../../core/readings/reading-config.ts';
import { isSparse } from '../../../core/readings/source-kinds.ts';
import { isWatchable } from '../../../core/readings/watchable.ts';
import { parseScalable } from '../../../core/scaling/config/parse-scalable.ts';
import {
  AutoScalingGroupTarget,
  albArrivals,
  albRequests,
  EcsServiceTarget,
  queueDepth,
  type ScaleProps,
} from '../../../lib/index.ts';
import { type Load, loadsOf } from '../../../lib/scaling/load.ts';
import { watchedMetrics } from '../../../lib/scaling/load-metric.ts';
import { aHeadroom, env, resources } from '../an-app.ts';

const front = {
  loadBalancer: { loadBalancerFullName: 'app/web/1' },
  targetGroup: { targetGroupFullName: 'targetgroup/web/2' },
};
const shop = (metricName: string, stat = 'Average', periodSeconds = 60) =>
  ({ kind: 'cloudwatch', namespace: 'Shop', metricName, stat, periodSeconds }) as const;
const count = (metricName: string) =>
  ({
    ...shop(metricName, 'Sum'),
    witness: { namespace: 'Shop', metricName: 'Alive', dimensions: {}, stat: 'Average' },
  }) as const;

/** Every sort of reading that there is. */
const readings: Readonly<Record<string, ReadingInput>> = {
  cpu: { parts: [shop('Busy')] },
  fast: { parts: [shop('Busy', 'Average', 20)] },
  slow: { parts: [shop('Busy', 'Average', 300)] },
  perTarget: albRequests(front),
  requests: { ...albRequests(front), perUnit: null },
  arrivals: albArrivals(front),
  ratio: { parts: [shop('Busy', 'Sum'), shop('All', 'Sum')], combine: 'ratio', scale: 100 },
  mixed: { parts: [count('Web'), shop('Batch', 'Sum')] },
  many: { parts: ['A', 'B', 'C'].map(count) },
  queue: queueDepth({ queueName: 'orders' }),
  answered: { parts: [{ kind: 'lambda', functionName: 'load' }] },
};
const names = Object.keys(readings);

type Policies = ScaleProps['policies'];
/** Every sort of policy that wakes, on a reading. */
const anyOn = (reading: string): Policies => [
  { kind: 'target-tracking', reading, of: 'utilisation', target: 50 },
  { kind: 'target-tracking', reading, of: 'demand', target: 10 },
  { kind: 'step', reading, steps: [{ from: 80, add: 2 }] },
  { kind: 'backlog', reading, acceptableLatencySeconds: 120, processingSeconds: 3 },
  { kind: 'provisioner', reading, unitPerSecond: 20, asking: { by: 'rate', target: 0.6 } },
];

const running: ReadingInput = { parts: [shop('Running')] };

/** Those of them that take such a reading: the units say so. */
function policiesOn(reading: string): Policies {
  return anyOn(reading).filter((policy) => {
    try {
      configOf([policy], running);
      return true;
    } catch (error) {
      if (error instanceof InvalidInput) return false;
      throw error;
    }
  });
}

const targets = {
  group: (name: string) => AutoScalingGroupTarget.fromName(name),
  service: (name: string) => EcsServiceTarget.fromNames('shop', name, { highResolution: true }),
};

function configOf(policies: Policies, running: ReadingInput) {
  const target = { kind: 'auto-scaling-group', autoScalingGroupName: 'web' } as const;
  return parseScalable('web', { target, bounds: { min: 1, max: 9 }, policies, readings: { ...readings, running } });
}

const told = (metric: IMetric) => {
  if (metric instanceof MathExpression) return { expression: metric.expression, parts: metric.usingMetrics };
  return { expression: 'm0', parts: { m0: metric } };
};
const metricName = (metric: IMetric) => metric.toMetricConfig().metricStat?.metricName ?? '';

/** What an alarm sees of what each metric reports: nothing where one that it needs reports nothing. */
function seen(metric: IMetric, reported: Readonly<Record<string, number>>): number | null {
  const { expression, parts } = told(metric);
  const values = Object.entries(parts).map(([id, part]) => [id, reported[metricName(part)] ?? null] as const);
  if (values.some(([, value]) => value === null)) return null;
  const told2 = values.reduce(
    (text, [id, value]) => text.replaceAll(new RegExp(`\\b${id}\\b`, 'g'), `${value}`),
    expression,
  );
  return Number(new Function(`return ${told2}`)());
}

/** The load as deciding sees it: what is silent at times is zero. */
function loadNow({ reading, perUnit }: Load, running: number, reported: Readonly<Record<string, number>>): number {
  const values = reading.parts.map((part) => reported[part.kind === 'cloudwatch' ? part.metricName : ''] ?? 0);
  const [first = 0, second = 1] = values;
  const whole = reading.combine === 'sum' ? values.reduce((sum, value) => sum + value, 0) : first / second;
  return (whole * reading.scale) / (perUnit ? running : 1);
}

describe('what wakes a scalable', () => {
  it('is watched exactly, whichever of its metrics are silent', () => {
    const values = fc.record({ value: fc.integer({ min: 1, max: 5000 }), isSilent: fc.boolean() });
    for (const reading of names.filter((name) => name !== 'perTarget')) {
      const config = configOf(policiesOn(reading), running);
      for (const load of loadsOf(config).filter(({ reading: of }) => isWatchable(of))) {
        const watched = watchedMetrics(load, config);
        fc.assert(
          fc.property(
            fc.array(values, { minLength: 4, maxLength: 4 }),
            fc.integer({ min: 1, max: 9 }),
            (all, units) => {
              const reported = reportedBy(load.reading, all, units);
              const breaches = watched.some(({ metric, threshold }) => (seen(metric, reported) ?? 0) > threshold);
              expect(breaches).toBe(loadNow(load, units, reported) > load.limit);
            },
          ),
          { numRuns: 50 },
        );
      }
    }
  });

  it('has, for any policies on any readings, an alarm for each load and nothing in it that may stick', () => {
    for (const [index, first] of names.entries()) {
      const second = names[(index + 3) % names.length] ?? '';
      const others = policiesOn(second).filter(({ kind }) => kind !== 'provisioner');
      const config = configOf([...policiesOn(first), ...others], running);
      for (const load of loadsOf(config)) {
        if (!isWatchable(load.reading)) continue;
        const watched = watchedMetrics(load, config);
        expect(watched.length).toBeGreaterThan(0);
        for (const { metric } of watched) expect(told(metric).expression).toMatch(/^[\dm+*/(). e-]+$/);
      }
    }
  });

  it('is looked at each minute where no alarm can watch it', () => {
    const watchable = Object.entries(configOf(policiesOn('cpu'), running).readings).filter(
      ([, reading]) => !isWatchable(reading),
    );
    expect(watchable.map(([name]) => name).sort()).toEqual(['answered', 'many']);
  });

  it.each(Object.entries(targets))('of a %s is deployed so', (_, target) => {
    const { app, headroom } = aHeadroom({ dashboard: false });
    const scope = new Stack(app, 'Service', { env });
    for (const reading of names) {
      headroom.scale(`web-${reading}`, target(reading), {
        ...{ scope, bounds: { min: 1, max: 9 }, readings },
        policies: policiesOn(reading),
        coexist: true,
      });
    }
    const alarms = resources(scope, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    expect(alarms.length).toBeGreaterThan(names.length);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({ EvaluationPeriods: 1 });
      expect(JSON.stringify(alarm.Metrics ?? [])).not.toMatch(/FILL|MAX|MIN|SUM\(|SEARCH/);
    }
  });
});

/** What some of the metrics of a reading report in a period; those that are always told are. */
function reportedBy(
  { parts }: ReadingConfig,
  values: readonly { readonly value: number; readonly isSilent: boolean }[],
  units: number,
): Readonly<Record<string, number>> {
  const told = parts.flatMap((part, index) => {
    const { value, isSilent } = values[index] ?? { value: 1, isSilent: false };
    const isTold = part.kind === 'cloudwatch' && !(isSparse(part) && isSilent);
    return isTold ? [[part.metricName, value] as const] : [];
  });
  return { ...Object.fromEntries(told), Running: units };
}
