import { firstPoolAsking } from '../../../core/scaling/config/choice.ts';
import type { Way } from '../../../core/scaling/config/policies/any-kind/ways.ts';
import type { Profile } from '../world/profile.ts';
import { type Candidate, candidateOf, candidates } from './candidates.ts';

/**
 * One way to ask for what runs, by the warm lead, and one to ask for running and pool together, by the long lead. Where the
 * first is null nothing stands prepared.
 */
export interface PoolCandidate {
  readonly running: Candidate | null;
  readonly together: Candidate;
}

/** What is simulated beside a pool: the long lead, and the one from the pool. */
export interface TwoLeads {
  readonly leadSeconds: number;
  readonly warmLeadSeconds: number;
}

const [hour, day] = [3600, 86_400];

/**
 * How running and pool together may be asked for. A prepared unit costs little, and one that is launched anew each day costs
 * its long start each day: so most of them hold the highest demand of a day or a week.
 */
const ways: readonly Way[] = [
  firstPoolAsking,
  rate(0.9, 7 * day),
  rate(0.75, day),
  rate(0.8, 6 * hour),
  rate(0.7, hour),
];

function rate(target: number, holdSeconds: number): Way {
  return { asking: { by: 'rate', target }, holdSeconds };
}

/**
 * How what runs may be asked for: few of the ways that there are without a pool, since each is tried with each of the others,
 * and at a short lead their neighbours are as good.
 */
function waysToRun(): Way[] {
  const rates = [
    ...[0.15, 0.3, 0.5, 0.8].map((target) => rate(target, 60)),
    ...[0.3, 0.5, 0.8].map((target) => rate(target, hour)),
    ...[0.5, 0.8].map((target) => rate(target, 6 * hour)),
    ...[0.7, 0.9].map((target) => rate(target, day)),
  ];
  const envelopes = [10, 30].flatMap((periods) =>
    [2, 3, 6].map((deviations): Way => ({ asking: { by: 'envelope', periods, deviations }, holdSeconds: 60 })),
  );
  const forecasts = [240, 1200].flatMap((holdSeconds) =>
    [0.8, 0.97].flatMap((expectile) => {
      const above = [
        ...[0.08, 0.25, 0.9].map((margin) => ({ quantile: null, margin })),
        ...[0.97, 0.99, 0.9975].map((quantile) => ({ quantile, margin: 0 })),
      ];
      return above.map((one): Way => ({ asking: { by: 'window-maximum', expectile, ...one }, holdSeconds }));
    }),
  );
  const usual = [600, hour].flatMap((holdSeconds) =>
    [1, 1.25].flatMap((share) =>
      [0.65, 0.8].map((target): Way => ({ asking: { by: 'same-time', days: 1, share, target }, holdSeconds })),
    ),
  );
  return [...rates, ...envelopes, ...forecasts, ...usual];
}

/** Every candidate that fills a pool, in an order that depends on nothing but the leads. */
export function poolCandidates({ leadSeconds, warmLeadSeconds }: TwoLeads, profile: Profile): PoolCandidate[] {
  const all = waysToRun().map((way) => candidateOf(way, warmLeadSeconds, profile));
  return ways.flatMap((way) => {
    const together = candidateOf(way, leadSeconds, profile);
    return all.map((running) => ({ running, together }));
  });
}

/** Those, and behind them all that do without a pool: where none pays, none is filled. */
export function candidatesBesidePool(leads: TwoLeads, profile: Profile): PoolCandidate[] {
  const plain = candidates(leads.leadSeconds, profile).map((together) => ({ running: null, together }));
  return [...poolCandidates(leads, profile), ...plain];
}
