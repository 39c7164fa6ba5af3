import type { Cell } from './cell.ts';

const calmSwing = 0.5;

/** Whether demand seldom changes by half its mean within ten minutes. */
export const isCalm = ({ swing }: Cell): boolean => swing < calmSwing;

export type Summary = ReturnType<typeof summarise>;

/** What the cells come to, beside what is aimed at. */
export function summarise(cells: readonly Cell[], budget: number) {
  const withBest1 = cells.filter(({ best1 }) => best1 !== null);
  const missed = withBest1.filter(({ violationPercent }) => violationPercent > budget);
  const ratios = cells.flatMap(({ equalViolationRatio }) =>
    equalViolationRatio === null ? [] : [equalViolationRatio],
  );
  const calm = cells.filter(isCalm);
  return {
    cells: cells.length,
    cellsWithBest1: withBest1.length,
    /** Aim: at most 0.94. */
    costOverBest1: geometricMean(
      withBest1.flatMap(({ costOverBest1 }) => (costOverBest1 === null ? [] : [costOverBest1])),
    ),
    /** Aim: at most 0.93. */
    equalViolationRatio: geometricMean(ratios),
    cellsWithEqualViolation: ratios.length,
    /** Aim: at most 1.15. */
    worstCostOverBest1: most(withBest1.map(({ costOverBest1 }) => costOverBest1 ?? 0)),
    worstEqualViolationRatio: most(ratios),
    /** What we cost above the clairvoyant with lead over what the best peer does, by the sums of all cells. Aim: at most 0.95. */
    excessOverBest1: excessOverBest1(withBest1),
    /** Aim: at most 1.02. */
    worstCostOverKnownPeak: most(cells.map(({ costOverKnownPeak }) => costOverKnownPeak ?? 0)),
    /** Aim: at most a tenth. */
    missedShare: withBest1.length === 0 ? null : missed.length / withBest1.length,
    missedCells: missed.map(({ trace, leadSeconds, violationPercent }) => ({ trace, leadSeconds, violationPercent })),
    /** Aim: none. */
    overTwiceTheBudget: missed.filter(({ violationPercent }) => violationPercent > 2 * budget).length,
    /** Cells over the budget of each peer family alone, re-tuned nightly by the same rule. Aim: each more than ours. */
    missedByNightlyPeers: missedByPeers(withBest1, budget),
    /** Aim: at most 0.75. */
    costOverDefaults: geometricMean(cells.flatMap(({ costOverDefaults }) => Object.values(costOverDefaults))),
    /** Aim: at most 100 where demand is calm. */
    mostActionsPerDayWhereCalm: most(calm.map(({ actionsPerDay }) => actionsPerDay)),
    /** Aim: none. */
    cellsWithMoreFlipsThanHpa: cells.filter(({ flipsPerDay, hpaFlipsPerDay }) => flipsPerDay > hpaFlipsPerDay).length,
  };
}

function excessOverBest1(cells: readonly Cell[]): number | null {
  let [ours, theirs] = [0, 0];
  for (const { costRatio, clairvoyantCostRatio, best1 } of cells) {
    ours += costRatio - clairvoyantCostRatio;
    theirs += (best1?.costRatio ?? Number.NaN) - clairvoyantCostRatio;
  }
  return theirs > 0 ? ours / theirs : null;
}

function missedByPeers(cells: readonly Cell[], budget: number): Record<string, number> {
  const families = new Set(cells.flatMap(({ nightlyPeers }) => Object.keys(nightlyPeers)));
  return Object.fromEntries(
    [...families].map((family) => {
      return [
        family,
        cells.filter(({ nightlyPeers }) => (nightlyPeers[family]?.violationPercent ?? 0) > budget).length,
      ];
    }),
  );
}

function geometricMean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function most(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}
