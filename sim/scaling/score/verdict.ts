import { counted } from '../../../core/model/counted.ts';
import { type Candidate, candidates } from '../portfolio/candidates.ts';
import { joined } from '../portfolio/in-charge.ts';
import { profiles } from '../world/profile.ts';
import type { Backtest, OurPoint, Row } from './answer.ts';
import { cheapestWithin } from './equal-violation.ts';
import { knobsText } from './knobs-text.ts';

/** Which policy would be chosen now, and why. */
export interface Verdict {
  /** The family and knobs of the candidate that the rule has put in charge last, or how many it has. */
  readonly chosen: string;
  /** What it costs and violates, against whom it wins or loses, and what it would have cost to choose in hindsight. */
  readonly sentence: string;
}

/** What a reader wants to know first. Where Headroom loses, it says so. */
export function verdict({ table, inCharge, ours }: Backtest): Verdict {
  const { leadSeconds, metricClassSeconds, sloBudgetPercent, headroom, rows } = table;
  const all = candidates(leadSeconds, profiles[metricClassSeconds]);
  const last = inCharge[inCharge.length - 1];
  const named = last === undefined ? 'nobody' : nameOf(joined(all, last));
  const isMean = last !== undefined && last.length > 1;
  const sentence =
    `Headroom would run ${isMean ? 'the ' : ''}${named}, the choice of the priced rule among ${counted(all.length, 'candidate')}; ` +
    `chosen anew each night it cost ${times(headroom.costRatio)} the clairvoyant minimum with ${percent(headroom.violationPercent)} ` +
    `of requests violating, ${against(headroom, bestPeer(rows), sloBudgetPercent)}. ${inHindsight(all, ours, sloBudgetPercent)}.`;
  return { chosen: isMean ? `a mean of ${last.length} ways` : named, sentence };
}

/** What choosing without knowing the future has cost: the best that one of the candidates alone would have done. */
function inHindsight(all: readonly Candidate[], ours: readonly OurPoint[], budget: number): string {
  const best = cheapestWithin(ours, budget);
  const one = best === null ? undefined : all[best.candidate];
  if (best === null || one === undefined) return 'In hindsight none of the candidates alone would have kept the budget';
  return `In hindsight the cheapest of the candidates that alone keeps the budget, ${nameOf(one)}, would have cost ${times(best.costRatio)} it`;
}

const nameOf = ({ family, knobs }: Candidate): string => `${family} (${knobsText(knobs)})`;

/** The cheapest peer inside the budget with all its knobs tuned in hindsight; null where none meets it. */
export function bestPeer(rows: readonly Row[]): Row | null {
  return rows
    .filter(({ kind, selection, costRatio }) => kind === 'peer' && selection === 'best2' && costRatio !== null)
    .reduce<Row | null>(
      (best, row) => (best === null || (row.costRatio ?? 0) < (best.costRatio ?? 0) ? row : best),
      null,
    );
}

function against(ours: Row, peer: Row | null, budget: number): string {
  const met = (ours.violationPercent ?? 0) <= budget;
  if (peer === null)
    return met
      ? 'and nobody else meets the budget with any knobs'
      : `over the budget of ${budget} %, which nobody meets with any knobs`;
  const ratio = (ours.costRatio ?? 0) / (peer.costRatio ?? 1) - 1;
  const than = `than ${peer.family} (${knobsText(peer.knobs)}), the cheapest of the others with knobs tuned in hindsight`;
  const compared = `${round(Math.abs(100 * ratio), 1)} % ${ratio < 0 ? 'less' : 'more'} ${than}`;
  return met ? compared : `over the budget of ${budget} %, at ${compared}`;
}

function times(ratio: number | null): string {
  return ratio === null ? 'nothing comparable to' : `${round(ratio, 3)} times`;
}

function percent(value: number | null): string {
  return value === null ? 'an unknown share' : `${round(value, 3)} %`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
