import type { Pool } from '../../../sim/parallel/pool.ts';
import { backtest } from '../../../sim/scaling/backtest/backtest.ts';
import type { BacktestQuestion, Row } from '../../../sim/scaling/score/answer.ts';
import type { WorkloadResult } from '../../../sim/scaling/score/task.ts';
import { costOfKnownPeak } from './known-peak.ts';

/** One trace at one lead. */
export interface Cell {
  readonly trace: string;
  readonly leadSeconds: number;
  readonly madeMinutes: boolean;
  readonly scoredMinutes: number;
  readonly violationPercent: number;
  readonly costRatio: number;
  readonly actionsPerDay: number;
  readonly flipsPerDay: number;
  /** Flips a day of the Kubernetes HPA as shipped. */
  readonly hpaFlipsPerDay: number;
  /** The cheapest peer inside the budget, its target tuned in hindsight (best1), both knobs (best2); null where none meets it. */
  readonly best1: { readonly family: string; readonly costRatio: number } | null;
  readonly best2: { readonly family: string; readonly costRatio: number } | null;
  readonly costOverBest1: number | null;
  /** F: cost at equal violation. */
  readonly equalViolationRatio: number | null;
  /** What the clairvoyant costs that knows everything: nobody serves all of it with less at that lead. */
  readonly clairvoyantCostRatio: number;
  /** Ours over the cost of a static fleet that has, each day, what the days before needed at most; null where none is known. */
  readonly costOverKnownPeak: number | null;
  /** Ours over the cost of each default that meets the budget. */
  readonly costOverDefaults: Readonly<Record<string, number>>;
  /** Violations of the defaults that miss it. */
  readonly defaultsOverBudget: Readonly<Record<string, number>>;
  /** Violations of each peer family alone, re-tuned nightly by the same rule; empty without the full grid. */
  readonly nightlyPeers: Readonly<Record<string, { readonly violationPercent: number; readonly costRatio: number }>>;
  /** The 99th percentile of the change within ten minutes, over the mean: how jumpy the demand is. */
  readonly swing: number;
  readonly tookSeconds: number;
}

export async function measureCell(question: BacktestQuestion, pool: Pool): Promise<Cell> {
  const startMs = performance.now();
  const { table, world } = await backtest(question, { pool });
  const { headroom, rows, sloBudgetPercent } = table;
  const cost = headroom.costRatio ?? Number.NaN;
  const peers = rows.filter(({ kind }) => kind === 'peer');
  const defaults = peers.filter(({ selection }) => selection === 'default');
  const meets = ({ violationPercent }: Row): boolean => (violationPercent ?? 100) <= sloBudgetPercent;
  const best1 = cheapest(peers, 'best1');
  const clairvoyant = rows.find(({ family }) => family === 'clairvoyant-with-lead');
  const knownPeak = costOfKnownPeak(world);
  const hpa = defaults.find(({ family }) => family === 'kubernetes-hpa');
  return {
    trace: table.trace,
    leadSeconds: table.leadSeconds,
    madeMinutes: world.madeMinutes,
    scoredMinutes: table.scoredMinutes,
    violationPercent: headroom.violationPercent ?? Number.NaN,
    costRatio: cost,
    actionsPerDay: headroom.actionsPerDay ?? Number.NaN,
    flipsPerDay: headroom.flipsPerDay ?? Number.NaN,
    hpaFlipsPerDay: hpa?.flipsPerDay ?? Number.NaN,
    best1,
    best2: cheapest(peers, 'best2'),
    costOverBest1: best1 === null ? null : cost / best1.costRatio,
    equalViolationRatio: table.equalViolationRatio,
    clairvoyantCostRatio: clairvoyant?.costRatio ?? Number.NaN,
    costOverKnownPeak: knownPeak === null ? null : cost / knownPeak,
    costOverDefaults: byFamily(defaults.filter(meets), ({ costRatio }) => cost / (costRatio ?? Number.NaN)),
    defaultsOverBudget: byFamily(
      defaults.filter((row) => !meets(row)),
      ({ violationPercent }) => violationPercent ?? 100,
    ),
    nightlyPeers: byFamily(
      peers.filter(({ selection }) => selection === 'nightly'),
      ({ violationPercent, costRatio }) => {
        return { violationPercent: violationPercent ?? 100, costRatio: costRatio ?? Number.NaN };
      },
    ),
    swing: swingOf(world),
    tookSeconds: Math.round((performance.now() - startMs) / 1000),
  };
}

function cheapest(peers: readonly Row[], selection: Row['selection']): Cell['best1'] {
  return peers
    .filter((row) => row.selection === selection)
    .flatMap(({ family, costRatio }) => (costRatio === null ? [] : [{ family, costRatio }]))
    .reduce<Cell['best1']>((best, one) => (best === null || one.costRatio < best.costRatio ? one : best), null);
}

function byFamily<Value>(rows: readonly Row[], pick: (row: Row) => Value): Record<string, Value> {
  return Object.fromEntries(rows.map((row) => [row.family, pick(row)]));
}

function swingOf({ demand, scored, stepSeconds }: WorkloadResult): number {
  const apart = 600 / stepSeconds;
  const changes: number[] = [];
  let sum = 0;
  let count = 0;
  demand.forEach((perSecond, step) => {
    if (scored[step] === 0) return;
    sum += perSecond;
    count++;
    if (step >= apart) changes.push(Math.abs(perSecond - (demand[step - apart] ?? 0)));
  });
  changes.sort((a, b) => a - b);
  return (changes[Math.floor(0.99 * changes.length)] ?? 0) / (sum / count);
}
