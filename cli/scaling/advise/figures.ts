import type { ServedFigures } from '../../../sim/scaling/tuning/as-it-ran.ts';
import type { AdvisedFleet } from './advice.ts';

const hoursAMonth = 730;

/** What so many units cost a month; null where nobody knows what one costs. */
export function monthlyUsd({ usdPerUnitHour }: AdvisedFleet, { meanUnits }: ServedFigures): number | null {
  return usdPerUnitHour === null ? null : meanUnits * usdPerUnitHour * hoursAMonth;
}

/** Cost and violations in a few characters: `$812, 0.02 %`, or in units where nobody knows what one costs. */
export function tellFigures(fleet: AdvisedFleet, figures: ServedFigures | null): string {
  if (figures === null) return 'not recorded';
  const usd = monthlyUsd(fleet, figures);
  const cost = usd === null ? `${figures.meanUnits.toFixed(1)} units` : `$${tellUsd(usd)}`;
  return `${cost}, ${tellPercent(figures.violationPercent)} %`;
}

/** Whole dollars, cents below ten. */
export function tellUsd(usd: number): string {
  return usd < 10 ? usd.toFixed(2) : Math.round(usd).toLocaleString('en-US');
}

function tellPercent(percent: number): string {
  return percent > 0 && percent < 0.005 ? '<0.01' : percent.toFixed(2);
}

/** What Headroom would save of the cost of now, percent; below 0 where it costs more. */
function savedPercent({ advice }: AdvisedFleet): number | null {
  if (advice === null || advice.now === null || advice.now.meanUnits === 0) return null;
  return 100 * (1 - advice.headroom.meanUnits / advice.now.meanUnits);
}

/** What to do about a fleet, in a few words. */
export function tellVerdict(fleet: AdvisedFleet, sloBudgetPercent: number): string {
  const { verdict, advice } = fleet;
  if (verdict === 'none' || advice === null) return 'no advice';
  if (verdict === 'unknown') return 'turn metrics on';
  if (verdict === 'too-short') return `too short to say: ${advice.days.toFixed(1)} days`;
  if (verdict === 'keep') return 'keep what you have';
  return better(fleet, sloBudgetPercent);
}

function better(fleet: AdvisedFleet, sloBudgetPercent: number): string {
  const { advice } = fleet;
  const saved = Math.round(savedPercent(fleet) ?? 0);
  const wasOver = (advice?.now?.violationPercent ?? 0) > sloBudgetPercent;
  if (!wasOver) return `${saved} % less`;
  const isIn = (advice?.headroom.violationPercent ?? 100) <= sloBudgetPercent;
  const cost = saved > 0 ? `${saved} % less` : saved < 0 ? `${-saved} % more` : 'the same cost';
  return `${isIn ? 'keeps the budget' : 'misses it by less'}, ${cost}`;
}
