import { parseScalable } from '../../../../core/scaling/config/parse-scalable.ts';
import type { PolicyConfig } from '../../../../core/scaling/config/policy-kinds.ts';
import type { ScalableConfig } from '../../../../core/scaling/config/scalable.ts';
import { Waiting } from '../../../../core/scaling/policies/provisioner/staffing/waiting.ts';
import { profiles, unitRate } from '../../../../sim/scaling/world/profile.ts';

const profile = profiles[60];
export const unitPerSecond = unitRate(profile);
const waiting = new Waiting(profile);

type Asking = PolicyConfig<'provisioner'>['asking'];

/** Every way of asking, as the portfolio holds them. */
export const askings: readonly (readonly [string, Asking])[] = [
  ['rate', { by: 'rate', target: 0.8 }],
  ['envelope', { by: 'envelope', periods: 10, deviations: 3 }],
  ['same time', { by: 'same-time', days: 1, share: 1.25, target: 0.8 }],
  ['window maximum', { by: 'window-maximum', expectile: 0.8, quantile: 0.9, margin: 0 }],
];

function part(metricName: string) {
  return { parts: [{ kind: 'cloudwatch' as const, namespace: 'simulated', metricName, stat: 'Sum' }] };
}

interface Choices {
  readonly leadSeconds: number;
  readonly holdSeconds: number;
  readonly warmUpSeconds: number;
  /** The reading of what waits; null where nothing tells it. */
  readonly backlog: string | null;
}

/** A scalable of a faulty world, which has everything that tells how full units are. */
export function aFaultyScalable(
  asking: Asking,
  { leadSeconds = 180, holdSeconds = 600, warmUpSeconds = 180, backlog = 'backlog' }: Partial<Choices> = {},
): ScalableConfig {
  return parseScalable('simulated', {
    mode: 'on',
    target: { kind: 'ecs-service', cluster: 'simulated', serviceName: 'simulated' },
    bounds: { min: 1, max: 1000 },
    leadSeconds,
    readings: {
      demand: part('demand'),
      utilisation: part('utilisation'),
      running: part('running'),
      backlog: part('backlog'),
    },
    policies: [
      {
        kind: 'provisioner',
        reading: 'demand',
        unitPerSecond,
        strain: { utilisation: 'utilisation', backlog, warmUpSeconds },
        asking,
        holdSeconds,
      },
    ],
    scaleIn: { holdSeconds: 0, maxPercent: 50 },
    scaleOut: { maxFactor: 4, maxUnits: 100 },
  });
}

/** The demand per second that so many units just serve. */
export function demandOf(units: number): number {
  return waiting.mostPerSecond(units) * 0.9999;
}
