import type { DecidingConfig } from '../../core/scaling/observation.ts';
import { type Profile, unitRate } from '../world/profile.ts';
import { simulatedScalable } from '../world/simulated-scalable.ts';

/** One way to configure the product that may be chosen at night. */
export interface Candidate {
  readonly family: string;
  readonly knobs: Readonly<Record<string, number>>;
  readonly config: DecidingConfig;
}

const holdMinutes = [1, 5, 10, 20, 30, 60, 120];
const rateTargets = [0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1];

/** Every candidate, in an order that never depends on a trace. */
export function candidates(leadSeconds: number, profile: Profile): Candidate[] {
  return holdMinutes.flatMap((minutes) => rateTargets.map((target) => rateTarget(target, minutes * 60, leadSeconds, profile)));
}

/** Who is in charge before the first night: a target and a hold that hurt nobody. */
export function firstInCharge(all: readonly Candidate[]): number {
  return all.findIndex(({ family, knobs }) => family === 'rate-target' && knobs['target'] === 0.6 && knobs['holdSeconds'] === 1200);
}

function rateTarget(target: number, holdSeconds: number, leadSeconds: number, profile: Profile): Candidate {
  const policy = { kind: 'target-tracking', reading: 'demand', of: 'demand', target: target * unitRate(profile) } as const;
  const config = simulatedScalable([policy], leadSeconds, { scaleIn: { holdSeconds, maxPercent: 100 } });
  return { family: 'rate-target', knobs: { target, holdSeconds }, config };
}
