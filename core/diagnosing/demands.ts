import { nonNegative, Sums } from './least-squares.ts';
import type { Loads } from './loads.ts';

/** What a resource takes of a request, by the utilisation law: what is busy is what arrives times what each takes. */
export interface Demand {
  /** Seconds of the resource that one request of each group takes. */
  readonly perRequest: Float64Array;
  /** Seconds a second that are busy without any request. */
  readonly background: number;
}

/** Demands, and the same for other draws of the same blocks. */
export interface FittedDemand {
  readonly best: Demand;
  readonly draws: readonly Demand[];
  /** What is left unexplained: the root of the mean square, as a share of what was read. */
  readonly residual: number;
  readonly rows: number;
}

/** Neighbouring blocks are drawn together, since what disturbs one disturbs the next. */
const runLength = 3;
/** Below this share of its highest value, the errors of a reading grow no smaller. */
const leastShare = 0.05;

/**
 * Regresses what is busy (units that are busy, by block) on the loads. A constant is let in only where it explains more than
 * chance would (Bayesian information criterion). `picks` are the draws of a bootstrap: blocks, by number. Null where too few
 * blocks are known.
 */
export function fitDemand(busy: Float64Array, loads: Loads, picks: readonly Uint16Array[]): FittedDemand | null {
  const rows = rowsOf(busy, loads);
  const columns = loads.groups.length + 1;
  const sumsOf = (blocks: ArrayLike<number>) => {
    const sums = new Sums(columns);
    for (let place = 0; place < blocks.length; place++) {
      const row = rows[blocks[place] ?? 0];
      if (row !== null && row !== undefined) sums.addRow(row.columns, row.busy, row.weight);
    }
    return sums;
  };
  const all = sumsOf(Array.from(busy.keys()));
  if (all.rows < 2 * columns + 4) return null;
  const draws = picks.map((pick) => choose(sumsOf(pick)));
  const best = choose(all);
  const left = all.errorOf([...best.perRequest, best.background]);
  return { best, draws, residual: Math.sqrt(left / all.rows), rows: all.rows };
}

/** Draws of blocks with replacement, in runs. `uniform` gives numbers in [0, 1). */
export function drawBlocks(count: number, draws: number, uniform: () => number): readonly Uint16Array[] {
  return Array.from({ length: draws }, () => {
    const pick = new Uint16Array(count);
    for (let place = 0; place < count; place += runLength) {
      const start = Math.floor(uniform() * count);
      for (let next = 0; next < runLength && place + next < count; next++) pick[place + next] = (start + next) % count;
    }
    return pick;
  });
}

/** What is busy at some loads. */
export function busyAt({ perRequest, background }: Demand, perSecond: ArrayLike<number>): number {
  let busy = background;
  for (let group = 0; group < perRequest.length; group++) busy += (perRequest[group] ?? 0) * (perSecond[group] ?? 0);
  return busy;
}

interface Row {
  readonly columns: Float64Array;
  readonly busy: number;
  readonly weight: number;
}

/** The rows of the regression, by block; null where something of a block is not known. */
function rowsOf(busy: Float64Array, { groups }: Loads): readonly (Row | null)[] {
  const highest = busy.reduce((most, value) => (value > most ? value : most), 0);
  return Array.from(busy, (value, block) => {
    const columns = new Float64Array(groups.length + 1).fill(1);
    groups.forEach(({ perSecond }, group) => {
      columns[group] = perSecond[block] ?? Number.NaN;
    });
    if (!Number.isFinite(value) || columns.some((one) => !Number.isFinite(one))) return null;
    // What a reading errs by grows with it, down to a floor.
    return { columns, busy: value, weight: 1 / (value * value + (leastShare * highest) ** 2 + Number.EPSILON) };
  });
}

/** With the constant, or without it where that says as much. */
function choose(all: Sums): Demand {
  const groups = all.size - 1;
  const fewer = all.first(groups);
  const [without, withIt] = [nonNegative(fewer), nonNegative(all)];
  const [errorWithout, errorWith] = [fewer.errorOf(without), all.errorOf(withIt)];
  if (all.rows * Math.log(errorWithout / errorWith) <= Math.log(all.rows))
    return { perRequest: without, background: 0 };
  return { perRequest: withIt.subarray(0, groups), background: withIt[groups] ?? 0 };
}
