/**
 * Most bytes that each function may read before it can take an event. What only some deployments or some invocations need is
 * imported where it is first used, and costs nothing here; a function that needs more since it does more gets it here, where a
 * reviewer sees it.
 */
const initBudgets: Readonly<Record<string, number>> = {
  'cache-invalidator': 267_000,
  'cdn-purger': 477_000,
  'config-writer': 196_000,
  'decision-widget': 218_000,
  'load-balancer': 403_500,
  'performance-metrics': 330_000,
  'policy-tuner': 422_500,
  'release-rehearser': 320_000,
  'resource-allocator': 325_500,
  'shard-balancer': 340_000,
  'shard-mover': 303_000,
  'shard-router': 262_000,
  'test-event-writer': 163_000,
};

/** What a function without a line may read: the tightest bound that one which decides has ever kept to. */
const newFunctionBytes = 350_000;

export function initBudgetOf(name: string): number {
  return initBudgets[name] ?? newFunctionBytes;
}

/** The functions that have a budget of their own. */
export const budgeted: readonly string[] = Object.keys(initBudgets);
