import type { Strategy, Weigher } from './balancing-world.ts';
import { DecidedWeigher } from './decided-weigher.ts';

/** Never sets a weight. */
const leaveAlone: Weigher = { weigh: () => null };

/**
 * What is compared: equal weights that nobody changes, the same with ALB's own mitigation inside each group, all units in
 * one group with that mitigation, and Headroom.
 */
export const balancingStrategies: readonly Strategy[] = [
  { name: 'static', algorithm: 'round-robin', oneGroup: false, weigher: () => leaveAlone },
  { name: 'anomaly-mitigation', algorithm: 'anomaly-mitigation', oneGroup: false, weigher: () => leaveAlone },
  { name: 'one-group-anomaly-mitigation', algorithm: 'anomaly-mitigation', oneGroup: true, weigher: () => leaveAlone },
  {
    name: 'headroom',
    algorithm: 'round-robin',
    oneGroup: false,
    weigher: (scenario) => new DecidedWeigher(scenario),
  },
];
