import { instanceUsdPerHour } from '../../prices/instance-price.ts';
import type { Remark } from '../../schema/section.ts';
import type { ScalableConfig } from './scalable.ts';
import { usdPerHourOf } from './size-price.ts';
import { tellTarget } from './target-identity.ts';
import type { TargetKind } from './target-kinds.ts';
import { beyondLimits } from './target-limits.ts';

/** What should be said of a config that is right. */
export function remarksOn(config: ScalableConfig): Remark[] {
  return [
    ...namesOfMany(config),
    ...boundsBeyond(config),
    ...budgetWithoutEffect(config),
    ...priceUnknown(config),
    ...sizeUnpriced(config),
  ];
}

/** Whose names may hold what IAM takes for a pattern, or are nobody's but the user's. */
const freelyNamed: readonly TargetKind[] = ['auto-scaling-group', 'custom-lambda'];

/** The role is to have rights on one thing, and what is read and changed has one name. */
function namesOfMany({ target }: ScalableConfig): Remark[] {
  if (freelyNamed.includes(target.kind)) return [];
  return Object.entries(target).flatMap(([field, name]) => {
    if (typeof name !== 'string') return [];
    const isQualified = field === 'functionName' && name.includes(':');
    if (!isQualified && !/[*?]/.test(name)) return [];
    const what = isQualified
      ? 'more than the name of a function'
      : 'a pattern, and the role would have rights on all of it';
    return [{ field: `target.${field}`, says: `"${name}" is ${what}; give the name of one alone` }];
  });
}

/** At run time what AWS takes wins, so that the bounds that people read would not be those in force. */
function boundsBeyond(config: ScalableConfig): Remark[] {
  const takes = beyondLimits(config);
  if (takes === null) return [];
  const { min, max } = config.bounds;
  const says = `${min} to ${max} is beyond what AWS takes of ${tellTarget(config.target)}, ${takes}, which wins; give bounds within it`;
  return [{ field: 'bounds', says }];
}

/** Only who is chosen each night is chosen by the budget. */
function budgetWithoutEffect({ sloBudgetPercent, policies }: ScalableConfig): Remark[] {
  if (sloBudgetPercent === null || policies.some(({ kind }) => kind === 'tuned')) return [];
  const kinds = [...new Set(policies.map(({ kind }) => kind))].join(' and ');
  const says = `a budget of ${sloBudgetPercent} % has no effect on ${kinds}; use a policy of the kind tuned, or leave the budget out`;
  return [{ field: 'sloBudgetPercent', says }];
}

/** A night weighs what stands prepared by its price. */
function priceUnknown({ warmPool, policies }: ScalableConfig): Remark[] {
  if (warmPool === undefined || warmPool.price !== null || warmPool.poolState === 'Running') return [];
  if (!policies.some(({ kind }) => kind === 'tuned')) return [];
  const { unit } = warmPool;
  if (unit !== null && instanceUsdPerHour(unit.instanceType) !== null) return [];
  if (unit !== null) {
    const says = `the price of ${unit.instanceType} is not known here, so the nightly choice takes a tenth of it for a prepared unit; correct the type, or write the share itself as price`;
    return [{ field: 'warmPool.unit.instanceType', says }];
  }
  const says =
    'the price of a prepared unit is not known, so the nightly choice takes a tenth of that of a running unit; write unit: { instanceType, volumeGib }, or the share itself';
  return [{ field: 'warmPool.price', says }];
}

/** A night weighs sizes by what they cost. */
function sizeUnpriced({ sizes, target }: ScalableConfig): Remark[] {
  const unpriced = (sizes?.ladder ?? []).filter((rung) => usdPerHourOf(target.kind, rung) === null);
  return unpriced.map(({ size }) => ({
    field: 'sizes.ladder',
    says: `the price of ${size} is not known here, so that no night weighs sizes; give it usdPerHour`,
  }));
}
