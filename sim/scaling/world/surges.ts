import type { Workload } from '../../workloads/workload.ts';
import { type Fleet, type HistoryName, histories, settled } from '../deployments/histories.ts';

/** How units are replaced, a day each in turn. */
const inTurn: readonly HistoryName[] = ['rolling', 'blue/green', 'launch first', 'terminate first', 'start-up CPU'];
/** Each deployment takes this long, about the peak of its day, and replaces half of the units at once. */
const lengthMinutes = 30;
const replacedShare = 0.5;
const daySeconds = 86_400;
/** What a deployment has done is seen for as long as metrics and holds take. */
const afterMinutes = 15;

/**
 * Deployments of a world: each from its first step up to, not including, the step after its last.
 * Why: docs/decisions/0032.
 */
export interface Surges {
  readonly each: readonly { readonly history: HistoryName; readonly from: number; readonly below: number }[];
  /** The number of the deployment in `each` by step; -1 where there is none. */
  readonly at: Int16Array;
  readonly stepSeconds: number;
}

/** A deployment a day at the peak. */
export function surgesOf({ demand, stepSeconds }: Pick<Workload, 'demand' | 'stepSeconds'>): Surges {
  const perDay = daySeconds / stepSeconds;
  const long = (lengthMinutes * 60) / stepSeconds;
  const at = new Int16Array(demand.length).fill(-1);
  const each: Surges['each'][number][] = [];
  for (let start = 0; start + long <= demand.length; start += perDay) {
    const day = demand.subarray(start, start + perDay);
    const peak = start + day.indexOf(day.reduce((most, perSecond) => Math.max(most, perSecond), 0));
    const from = Math.min(Math.max(0, peak - long / 2), demand.length - long);
    at.fill(each.length, from, from + long);
    each.push({ history: inTurn[each.length % inTurn.length] ?? 'rolling', from, below: from + long });
  }
  return { each, at, stepSeconds };
}

/** What runs, carries and starts in a step, of units that have been asked for and come up. */
export function fleetIn({ each, at, stepSeconds }: Surges, step: number, up: number): Fleet {
  const surge = each[at[step] ?? -1];
  if (surge === undefined) return settled(up);
  const minute = Math.floor(((step - surge.from) * stepSeconds) / 60);
  return histories[surge.history].fleet(up, minute, lengthMinutes, replacedShare);
}

/**
 * How many times what the same policy asks for without deployments it asks for in the worst of them, or shortly after: the
 * highest of each, scored steps alone. 1 where deployments change nothing; null where none is scored.
 */
export function surgeRatio(
  { each, stepSeconds }: Surges,
  scored: Uint8Array,
  asked: Int32Array,
  without: Int32Array,
): number | null {
  let worst: number | null = null;
  for (const { from, below } of each) {
    const end = below + (afterMinutes * 60) / stepSeconds;
    if (scored[from] !== 1) continue;
    worst = Math.max(worst ?? 0, most(asked, from, end) / most(without, from, end));
  }
  return worst;
}

function most(asked: Int32Array, from: number, below: number): number {
  return asked.subarray(from, below).reduce((highest, units) => Math.max(highest, units), 1);
}
