import { parseScalable } from '../../../core/scaling/config/parse-scalable.ts';
import type { PolicyConfig } from '../../../core/scaling/config/policy-kinds.ts';
import { type DecidingConfig, decidingConfig } from '../../../core/scaling/deciding-config.ts';

/**
 * The config of a simulated scalable: everything as shipped, at least one unit and no maximum, acting, and no hold of its
 * own (policies that hold say so themselves).
 */
export function simulatedScalable(
  policies: readonly PolicyConfig[],
  leadSeconds: number,
  changes: Partial<DecidingConfig> = {},
): DecidingConfig {
  const config = parseScalable('simulated', {
    mode: 'on',
    target: { kind: 'ecs-service', cluster: 'simulated', serviceName: 'simulated' },
    bounds: { min: 1, max: 1_000_000 },
    leadSeconds,
    policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 1 }],
    readings: {
      demand: { parts: [{ kind: 'cloudwatch', namespace: 'simulated', metricName: 'demand', stat: 'Sum' }] },
    },
    scaleIn: { holdSeconds: 0, maxPercent: 100 },
    scaleOut: { maxFactor: 1000, maxUnits: 1_000_000 },
  });
  return { ...decidingConfig(config), ...changes, policies: [...policies] };
}
