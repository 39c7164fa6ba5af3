import { type WeighedWay, waysOf } from '../../../core/scaling/config/policies/any-kind/ways.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { Candidate } from './candidates.ts';
import { onDay } from './daily-record.ts';

/** A candidate in charge, and how much it counts in the mean of all that are. */
export interface Share {
  readonly candidate: number;
  readonly weight: number;
}

/** Who is in charge together, the first of them with weight 1. */
export type InCharge = readonly [Share, ...Share[]];

/** A single candidate in charge. */
export function alone(candidate: number): InCharge {
  return [{ candidate, weight: 1 }];
}

/** Those in charge together, as one candidate. */
export function joined(all: readonly Candidate[], [first, ...others]: InCharge): Candidate {
  const ways = others.map(({ candidate, weight }) => {
    const { asking, holdSeconds } = at(all, candidate).policy;
    return { asking, holdSeconds, weight };
  });
  return withOthers(at(all, first.candidate), ways);
}

/** A candidate, and others of which the mean with it is asked for. */
export function withOthers(one: Candidate, others: readonly WeighedWay[]): Candidate {
  if (others.length === 0) return one;
  const policy = { ...one.policy, others: [...others] };
  const family = `mean of ${waysOf(policy).length} ways led by ${one.family}`;
  return { ...one, family, policy, config: { ...one.config, policies: [policy] } };
}

/** Who is in charge at a time, as one candidate, each made once. */
export function nightly(
  all: readonly Candidate[],
  inCharge: readonly InCharge[],
  workload: Workload,
): (atMs: number) => Candidate {
  const made = new Map<InCharge, Candidate>();
  return (atMs) => {
    const now = onDay(inCharge, workload, atMs);
    const one = made.get(now) ?? joined(all, now);
    made.set(now, one);
    return one;
  };
}

function at(all: readonly Candidate[], index: number): Candidate {
  const one = all[index];
  if (one === undefined) throw new RangeError('the candidate in charge is not among the candidates');
  return one;
}
