import type { Strategy, Weigher } from './balancing-world.ts';
import { DecidedWeigher } from './decided-weigher.ts';
import type { BalancingScenario } from './scenario.ts';

/** Never sets a weight. */
const leaveAlone: Weigher = { weigh: () => null };

const usual = { algorithm: 'round-robin', oneGroup: false, noticeSeconds: 0 } as const;
const mitigating = { ...usual, algorithm: 'anomaly-mitigation' } as const;
const decided = { weigher: (scenario: BalancingScenario) => new DecidedWeigher(scenario) };
const still = { weigher: () => leaveAlone };

/**
 * What is compared: equal weights that nobody changes, the same with ALB's own mitigation inside each group, all units in
 * one group with that mitigation, Headroom, Headroom with that mitigation inside each group, and Headroom where units stay
 * until their weight has gone.
 */
export const balancingStrategies: readonly Strategy[] = [
  { name: 'static', ...usual, ...still },
  { name: 'anomaly-mitigation', ...mitigating, ...still },
  { name: 'one-group-anomaly-mitigation', ...mitigating, oneGroup: true, ...still },
  { name: 'headroom', ...usual, ...decided },
  { name: 'headroom-anomaly-mitigation', ...mitigating, ...decided },
  { name: 'headroom-with-notice', ...usual, noticeSeconds: 60, ...decided },
];
