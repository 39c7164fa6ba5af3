import type { Remark } from '../../schema/section.ts';
import type { ScalableConfig } from './scalable.ts';
import { usdPerHourOf } from './size-price.ts';

/** What should be said of a config that is right. */
export function remarksOn(config: ScalableConfig): Remark[] {
  return [...budgetWithoutEffect(config), ...priceUnknown(config), ...sizeUnpriced(config)];
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
  if (warmPool === undefined || warmPool.price !== null || warmPool.unit !== null || warmPool.poolState === 'Running')
    return [];
  if (!policies.some(({ kind }) => kind === 'tuned')) return [];
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
