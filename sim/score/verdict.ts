import { candidates } from '../portfolio/candidates.ts';
import { standardRule } from '../portfolio/choose.ts';
import { profiles } from '../world/profile.ts';
import type { Backtest, Row } from './answer.ts';
import { knobsText } from './knobs-text.ts';

/** Which policy would be chosen now, and why. */
export interface Verdict {
  /** The family and knobs of the candidate that the rule has put in charge last. */
  readonly chosen: string;
  /** One sentence: what it costs and violates, and against whom it wins or loses. */
  readonly sentence: string;
}

/** What a reader wants to know first. Where Headroom loses, it says so. */
export function verdict({ table, inCharge }: Backtest): Verdict {
  const { leadSeconds, metricClassSeconds, sloBudgetPercent, headroom, rows } = table;
  const all = candidates(leadSeconds, profiles[metricClassSeconds === 20 ? 20 : 60]);
  const last = all[inCharge[inCharge.length - 1] ?? 0];
  const chosen = last === undefined ? 'nobody' : `${last.family} (${knobsText(last.knobs)})`;
  const aim = round(standardRule.safety * sloBudgetPercent, 3);
  const sentence = [
    `Headroom would run ${chosen}: the cheapest of ${all.length} candidates within what the priced rule allows (it aims at ${aim} %, a quarter of the budget)`,
    `chosen night by night it cost ${times(headroom.costRatio)} the clairvoyant minimum with ${percent(headroom.violationPercent)} of requests violating`,
    `${against(headroom, bestPeer(rows), sloBudgetPercent)}.`,
  ];
  return { chosen, sentence: sentence.join('; ') };
}

/** The cheapest peer inside the budget with all its knobs tuned in hindsight; null where none meets it. */
export function bestPeer(rows: readonly Row[]): Row | null {
  return rows
    .filter(({ kind, selection, costRatio }) => kind === 'peer' && selection === 'best2' && costRatio !== null)
    .reduce<Row | null>((best, row) => (best === null || (row.costRatio ?? 0) < (best.costRatio ?? 0) ? row : best), null);
}

function against(ours: Row, peer: Row | null, budget: number): string {
  const met = (ours.violationPercent ?? 0) <= budget;
  if (peer === null) return met ? 'no other policy meets the budget with any knobs' : `like every other policy with any knobs, it misses the budget of ${budget} %`;
  const ratio = (ours.costRatio ?? 0) / (peer.costRatio ?? 1) - 1;
  const difference = `${round(Math.abs(100 * ratio), 1)} % ${ratio < 0 ? 'less' : 'more'} than the best that anybody could have tuned knowing the future (${peer.family}, ${knobsText(peer.knobs)})`;
  return met ? `that is ${difference}` : `it misses the budget of ${budget} %, at ${difference}`;
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
