import type { Shares } from './observation.ts';

/** Amounts as shares of their sum; null where there is nothing to share. */
export function normalised(amounts: Readonly<Record<string, number>>): Shares | null {
  const total = Object.values(amounts).reduce((sum, amount) => sum + amount, 0);
  if (!(total > 0) || !Number.isFinite(total)) return null;
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amount / total]));
}
