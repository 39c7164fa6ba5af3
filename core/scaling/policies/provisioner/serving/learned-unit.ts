import type { PolicyConfig } from '../../../config/policy-kinds.ts';
import type { Sized } from '../units-for.ts';
import { unitIn } from './capacity-per-unit.ts';
import { isPegged, type LearnedUnit, type ServedPeriod, type Serving } from './serving.ts';

/** So many periods have to tell what a unit serves before it counts as known. */
export const enoughTold = 5;
/** A unit that has come to serve less, or more, than this share of what was learned first is learned anew. */
const leastShare = 0.5;
const mostShare = 1.6;
const nothingTold: LearnedUnit = { perSecond: null, told: [] };

/** What one unit serves per second before what was seen of late is counted; null where nobody knows yet. */
export function firstUnit(
  { unitPerSecond }: Pick<PolicyConfig<'provisioner'>, 'unitPerSecond'>,
  { unit }: Pick<Serving, 'unit'>,
): number | null {
  return unitPerSecond ?? unit?.perSecond ?? null;
}

/** The policy with units that serve what they were seen to serve; null where nobody knows yet. */
export function sized(policy: PolicyConfig<'provisioner'>, serving: Pick<Serving, 'unit' | 'unitShare'>): Sized | null {
  const first = firstUnit(policy, serving);
  if (first === null) return null;
  if (isSized(policy) && serving.unitShare === 1) return policy;
  return { ...policy, unitPerSecond: first * serving.unitShare };
}

function isSized(policy: PolicyConfig<'provisioner'>): policy is Sized {
  return policy.unitPerSecond !== null;
}

/**
 * Learns what a unit serves from how busy units were: the median of five periods. A period in which they could do no more
 * tells nothing, since more may have arrived than was served.
 */
export function meetUnit(serving: Serving, period: ServedPeriod): Serving {
  const { told } = serving.unit ?? nothingTold;
  const unit = isPegged(period) ? null : unitIn(period);
  const more = unit === null ? told : [...told, brief(unit)].slice(-enoughTold);
  const [, , middle] = [...more].sort((a, b) => a - b);
  const perSecond = more.length < enoughTold ? null : (middle ?? null);
  return { ...serving, at: period.at, unit: { perSecond, told: more } };
}

/**
 * Learns what a unit serves where nothing tells how busy units were: five periods have seen each carry so much, so it can.
 * Whether it could carry more is not known. `perUnit` is null where nobody knows how many carried a period.
 */
export function crowdUnit(serving: Serving, at: number, perUnit: number | null): Serving {
  const { told } = serving.unit ?? nothingTold;
  const most = perUnit === null ? told : [...told, brief(perUnit)].sort((a, b) => b - a).slice(0, enoughTold);
  const perSecond = most.length < enoughTold ? null : (most[enoughTold - 1] ?? null);
  return { ...serving, at, unit: { perSecond, told: most } };
}

/** What was learned first, once units serve something else altogether: a deploy or another size may have changed them. */
export function rebased(serving: Serving): Serving {
  const { unit, unitShare, measured } = serving;
  if (unit === undefined || unit.perSecond === null) return serving;
  if (unitShare >= leastShare && unitShare <= mostShare) return serving;
  const perSecond = brief(unit.perSecond * unitShare);
  return {
    ...serving,
    unit: { ...unit, perSecond },
    unitShare: 1,
    measured: measured.map((share) => share / unitShare),
  };
}

/** Four digits are more than anybody knows of a unit. */
function brief(value: number): number {
  return Number(value.toPrecision(4));
}
