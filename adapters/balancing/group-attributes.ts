import type { TargetGroupAttribute } from '@aws-sdk/client-elastic-load-balancing-v2';
import { algorithms, type GroupAttributes } from '../../core/balancing/config/balance.ts';

const keys = {
  algorithm: 'load_balancing.algorithm.type',
  anomalyMitigation: 'load_balancing.algorithm.anomaly_mitigation',
  slowStartSeconds: 'slow_start.duration_seconds',
  deregistrationDelaySeconds: 'deregistration_delay.timeout_seconds',
} as const;

/** Attributes of a target group as AWS tells them; null for what it does not tell. */
export function readAttributes(told: readonly TargetGroupAttribute[]): {
  readonly attributes: GroupAttributes;
  readonly stickyTargets: boolean;
} {
  const values = new Map(told.map(({ Key, Value }) => [Key, Value]));
  const algorithm = algorithms.find((one) => one === values.get(keys.algorithm)) ?? null;
  return {
    attributes: {
      algorithm,
      anomalyMitigation: toTruth(values.get(keys.anomalyMitigation)),
      slowStartSeconds: toNumber(values.get(keys.slowStartSeconds)),
      deregistrationDelaySeconds: toNumber(values.get(keys.deregistrationDelaySeconds)),
    },
    stickyTargets: values.get('stickiness.enabled') === 'true',
  };
}

/** The attributes to set, those that are null left out. */
export function toAttributes(attributes: GroupAttributes): TargetGroupAttribute[] {
  return Object.entries(keys).flatMap(([name, Key]) => {
    const value = attributes[name as keyof GroupAttributes];
    if (value === null) return [];
    return [{ Key, Value: typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value) }];
  });
}

function toTruth(value: string | undefined): boolean | null {
  return value === undefined ? null : value === 'on';
}

function toNumber(value: string | undefined): number | null {
  return value === undefined || !/^\d+$/.test(value) ? null : Number(value);
}
