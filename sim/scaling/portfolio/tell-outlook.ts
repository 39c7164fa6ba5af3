import { counted } from '../../../core/model/counted.ts';
import type { Outlook, Promised } from '../../../core/scaling/tuning.ts';
import { knobsText } from '../score/knobs-text.ts';

interface Ahead {
  readonly outlook: Outlook | null;
  readonly promised: Promised | null;
  readonly sloBudgetPercent: number;
}

/** What the next four weeks are expected to bring, as a sentence without its full stop; null where nothing tells it. */
export function tellOutlook({ outlook, promised, sloBudgetPercent }: Ahead): string | null {
  if (outlook === null) return null;
  const { low, high } = outlook.meanUnits;
  const expected =
    `the next 28 days miss the budget of ${sloBudgetPercent} % with a chance of ${percent(outlook.missChance)} ` +
    `and take ${tenth(low)} to ${tenth(high)} units on average, as the last ${counted(outlook.days, 'day')} tell it`;
  if (promised === null) return expected;
  const { family, knobs, missChance, costOverNightly } = promised;
  const dearer = Math.round(100 * (costOverNightly - 1));
  const price = dearer > 0 ? `${dearer} % more` : `${-dearer} % less`;
  return `${expected}; ${family} (${knobsText(knobs)}) would bring that chance to ${percent(missChance)} for ${price}`;
}

function percent(share: number): string {
  return share < 0.01 ? 'under 1 %' : `${Math.round(100 * share)} %`;
}

function tenth(value: number): number {
  return Math.round(10 * value) / 10;
}
