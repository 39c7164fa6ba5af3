import type { ScalableConfig } from './scalable.ts';

/** The budget of who sets none, percent of requests. */
const usualPercent = 0.5;

/** Percent of requests that may find too little capacity. */
export function budgetOf({ sloBudgetPercent }: Pick<ScalableConfig, 'sloBudgetPercent'>): number {
  return sloBudgetPercent ?? usualPercent;
}
