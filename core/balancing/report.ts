import type { Report } from '../looking/report.ts';
import { faultOf } from '../looking/settle.ts';
import type { Entry } from '../model/entry.ts';
import type { Allocation, Kept, Observation } from './observation.ts';
import { servesNobody } from './serves-nobody.ts';

export type BalanceEntry = Entry<Observation, Allocation, Kept>;

/** How looks at balances are told and counted. */
export const balancingReport: Report<BalanceEntry, object> = {
  capability: 'balancing',
  facts: (entry) => ({ weights: entry?.decision?.desired.weights ?? null }),
  news: () => null,
  counts: {
    /** Looks at balances. */
    BalanceLooks: { unit: 'Count', sum: () => 1 },
    /** Looks that have changed weights. */
    WeightChanges: { unit: 'Count', sum: ({ entry }) => (entry?.outcome?.is === 'applied' ? 1 : 0) },
    /** Somebody has to add units, or a target; see `headroom explain`. */
    ShiftsShortOfUnits: { unit: 'Count', sum: ({ entry }) => (entry !== null && isShortForLong(entry) ? 1 : 0) },
    /** Balances of which no group has a healthy target. */
    BalancesServingNobody: {
      unit: 'Count',
      sum: ({ entry }) => (servesNobody(entry?.observation?.groups ?? {}) ? 1 : 0),
    },
    /** Looks at balances that ended in failure. */
    BalanceFailures: { unit: 'Count', sum: (looked) => (faultOf(looked) === null ? 0 : 1) },
  },
};

/** Twice as long as a unit usually takes. */
const longMs = 600_000;

function isShortForLong({ atMs, decision }: BalanceEntry): boolean {
  const sinceMs = decision?.keep.shift?.units?.shortSinceMs ?? null;
  return sinceMs !== null && atMs - sinceMs >= longMs;
}
