import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import { targetPercent, unitPerSecond } from '../../../sim/scaling/situations/peers.ts';
import type { Decider, Scene } from '../../../sim/scaling/situations/situation.ts';

/** One part of a reading as people write it. */
type Part = Extract<ReadingInput['parts'][number], { readonly kind: 'cloudwatch' }>;

/** A reading of a metric of a situation. */
export function metric(metricName: string, more: Omit<Partial<ReadingInput>, 'parts'> = {}, part: Partial<Part> = {}) {
  return { parts: [{ kind: 'cloudwatch' as const, namespace: 'Shop', metricName, stat: 'Average', ...part }], ...more };
}

export const readings = {
  cpu: metric('Busy', { unit: 'percent' }),
  busy: metric('Busy', { scale: 0.01, unit: 'share' }),
  requests: metric('Requests', { unit: 'per second', speaksAtZero: true }),
  waiting: metric('Waiting', { unit: 'count', speaksAtZero: true }),
  running: metric('Running'),
} as const;

/** Load of a unit at its target, per second; so many messages may wait for it as well. */
export const loadPerUnit = (unitPerSecond * targetPercent) / 100;

export type Policies = ScalableInput['policies'];

/** A kind of policy as somebody would configure it for the service of the situations. */
export interface Way extends Decider {
  readonly policies: Policies;
}

const staffed = { reading: 'requests', unitPerSecond, strain: { utilisation: 'busy' } } as const;

/** A step policy adds where units are very busy, and removes where they are very idle. */
const step: Policies[number] = {
  kind: 'step',
  reading: 'cpu',
  steps: [
    { from: 75, addPercent: 60 },
    { below: 35, addPercent: -50 },
  ],
};

const scaleInHoldMinutes = 5;

/**
 * Every kind that asks by what it reads, so that ten units are right for 600 requests a second. A kind that nobody has written a
 * way for here stands in `notMet` and says so.
 */
export const ways: Readonly<Record<string, Way>> = {
  'target-tracking': {
    tells: 'utilisation',
    holdMinutes: scaleInHoldMinutes,
    policies: [{ kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: targetPercent }],
  },
  step: { tells: 'steps', holdMinutes: scaleInHoldMinutes, policies: [step] },
  backlog: {
    tells: 'demand',
    holdMinutes: scaleInHoldMinutes,
    policies: [{ kind: 'backlog', reading: 'waiting', acceptableLatencySeconds: loadPerUnit, processingSeconds: 1 }],
  },
  provisioner: {
    tells: 'demand',
    holdMinutes: scaleInHoldMinutes,
    policies: [
      { kind: 'provisioner', ...staffed, asking: { by: 'rate', target: targetPercent / 100 }, holdSeconds: 0 },
    ],
  },
  tuned: {
    tells: 'demand',
    // The night of a situation has chosen to keep what was needed for twenty minutes.
    holdMinutes: 20,
    policies: [{ kind: 'tuned', ...staffed }],
  },
};

/** A whole config of a way: acting, between 1 and 400 units of an ECS service, with everything else as shipped. */
export function sceneOf({ policies, ...decider }: Way, more: Partial<ScalableInput> = {}): Scene {
  const config: ScalableInput = {
    mode: 'on',
    target: { kind: 'ecs-service', cluster: 'shop', serviceName: 'web' },
    bounds: { min: 1, max: 400 },
    readings,
    ...more,
    policies: [...policies, ...(more.policies ?? [])],
  };
  return { ...decider, config, later: null };
}
