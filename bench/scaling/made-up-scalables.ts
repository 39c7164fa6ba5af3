import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { TargetKind } from '../../core/scaling/config/target-kinds.ts';
import { madeUpTarget } from './targets/catalogue.ts';

/** A scalable with three policies and what an ALB's tier has of readings: demand with its witness, and running units. */
export function madeUpScalable(kind: TargetKind, name: string): ScalableConfig {
  const alb = { kind: 'cloudwatch', namespace: 'AWS/ApplicationELB', dimensions: { LoadBalancer: `app/${name}/1` } };
  const healthy = {
    namespace: 'AWS/ApplicationELB',
    metricName: 'HealthyHostCount',
    dimensions: alb.dimensions,
    stat: 'Average',
  };
  const group = { kind: 'cloudwatch', namespace: 'AWS/AutoScaling', dimensions: { Name: name }, stat: 'Average' };
  return parseScalable(`shop/${name}`, {
    mode: 'on',
    target: madeUpTarget(kind, name),
    bounds: { min: 2, max: 40 },
    readings: {
      demand: { parts: [{ ...alb, metricName: 'RequestCount', stat: 'Sum', witness: healthy }], scale: 1 / 60 },
      running: { parts: [{ ...group, metricName: 'GroupInServiceInstances' }] },
    },
    policies: [
      { kind: 'target-tracking', reading: 'demand', of: 'demand', target: 10 },
      { kind: 'step', reading: 'demand', steps: [{ from: 400, add: 2 }] },
      {
        kind: 'schedule',
        timeZone: 'Europe/Berlin',
        windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '20:00', floor: 4 }],
      },
    ],
    alarmName: `bench/shop/${name}`,
  });
}

export function madeUpScalables(kind: TargetKind, count: number): ReadonlyMap<string, ScalableConfig> {
  const configs = Array.from({ length: count }, (_, index) => madeUpScalable(kind, `tier-${index}`));
  return new Map(configs.map((config) => [config.scalable, config]));
}
