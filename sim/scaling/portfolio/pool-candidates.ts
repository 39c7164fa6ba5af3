import type { Choice } from '../../../core/scaling/config/choice.ts';
import type { OfBoth } from '../../../core/scaling/pool/decide-with-pool.ts';
import type { Profile } from '../world/profile.ts';
import { asksSo, type Candidate, candidateOf, candidates, firstInCharge } from './candidates.ts';

/** One way to ask for what runs, by the warm lead, and one to ask for running and pool together, by the long lead. */
export type PoolCandidate = OfBoth<Candidate>;

const minute = 60;
const day = 86_400;

/**
 * How running and pool together may be asked for. A prepared unit costs little, and less the longer it would otherwise be
 * launched anew each day, so most of them hold the highest demand of hours or days.
 */
const ways: readonly (readonly [Choice['asking'], holdSeconds: number])[] = [
  [{ by: 'rate', target: 0.8 }, day],
  [{ by: 'rate', target: 0.6 }, day],
  [{ by: 'rate', target: 0.6 }, 7 * day],
  [{ by: 'rate', target: 0.6 }, 360 * minute],
  [{ by: 'rate', target: 0.8 }, 360 * minute],
  [{ by: 'rate', target: 0.6 }, 60 * minute],
  [{ by: 'window-maximum', expectile: 0.97, quantile: 0.9975, margin: 0 }, 20 * minute],
  [{ by: 'window-maximum', expectile: 0.97, quantile: 0.99, margin: 0 }, 360 * minute],
];

/** How running and pool together are asked for before the first night. */
const firstPrepared: Pick<Choice, 'asking' | 'holdSeconds'> = {
  asking: { by: 'rate', target: 0.6 },
  holdSeconds: day,
};

/** What is simulated beside a pool: the long lead, and the one from the pool. */
export interface TwoLeads {
  readonly leadSeconds: number;
  readonly warmLeadSeconds: number;
}

/** Every candidate beside a pool, in an order that depends on nothing but the leads. */
export function poolCandidates({ leadSeconds, warmLeadSeconds }: TwoLeads, profile: Profile): PoolCandidate[] {
  const all = candidates(warmLeadSeconds, profile);
  return ways.flatMap(([asking, holdSeconds]) => {
    const together = candidateOf({ asking, holdSeconds }, leadSeconds, profile);
    return all.map((running) => ({ running, together }));
  });
}

/** Who is in charge beside a pool before the first night. */
export function firstBesidePool(all: readonly PoolCandidate[]): number {
  const first = firstInCharge(all.map(({ running }) => running));
  const running = all[first]?.running;
  return all.findIndex((one) => one.running === running && asksSo(one.together, firstPrepared));
}
