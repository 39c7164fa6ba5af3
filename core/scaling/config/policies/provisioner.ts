import * as z from 'zod/mini';
import { seconds } from '../../../schema/fields.ts';
import { asking } from './any-kind/asking.ts';
import { policyKind } from './any-kind/policy-kind.ts';
import { busyShare, staffed, staffedPolicy, wakeAboveShare } from './any-kind/staffed.ts';
import { checkWays, otherWays, type Ways, waysOf } from './any-kind/ways.ts';

/**
 * Learns a demand and asks for what will serve it over the lead time. All ways of asking share what is learned, so that
 * the way can be changed at night, by backtest, without starting anew.
 */
export const provisioner = policyKind({
  schema: z.strictObject({
    ...staffed,
    asking: z._default(asking, { by: 'rate', target: 0.6 }),
    /** Goes down only to the highest need of this long. */
    holdSeconds: z._default(seconds(), 1200),
    /** Further ways to ask; the mean of what all of them keep is asked for. Left out where there is one way. */
    others: otherWays,
  }),
  ...staffedPolicy,
  wakeAbove: (policy) => wakeAboveShare(policy, wakeShare(policy)),
  check: checkWays,
});

/** The lowest share at which one of the ways would have more. */
function wakeShare(ways: Ways): number {
  return Math.min(...waysOf(ways).map(({ asking: one }) => (one.by === 'rate' ? one.target : busyShare)));
}
