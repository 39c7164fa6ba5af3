import type { Remark } from '../../schema/section.ts';
import type { ScalableConfig } from './scalable.ts';

/** What should be said of a config that is right. */
export function remarksOn(config: ScalableConfig): Remark[] {
  return [...budgetWithoutEffect(config)];
}

/** Only who is chosen each night is chosen by the budget. */
function budgetWithoutEffect({ sloBudgetPercent, policies }: ScalableConfig): Remark[] {
  if (sloBudgetPercent === null || policies.some(({ kind }) => kind === 'tuned')) return [];
  const kinds = [...new Set(policies.map(({ kind }) => kind))].join(' and ');
  const says = `a budget of ${sloBudgetPercent} % has no effect on ${kinds}; use a policy of the kind tuned, or leave the budget out`;
  return [{ field: 'sloBudgetPercent', says }];
}
