import type { BalancingGuard } from '../situation.ts';
import { normalised } from '../weights.ts';

/** A group that has become slower than the others, each against itself, or fails, carries less. */
export const performance: BalancingGuard = ({ standings }, shares) => {
  const factors = Object.keys(shares).map((name) => standings[name]?.factor ?? 1);
  if (factors.every((factor) => factor === 1)) return null;
  const desired = normalised(
    Object.fromEntries(Object.entries(shares).map(([name, share], index) => [name, share * (factors[index] ?? 1)])),
  );
  if (desired === null) return null;
  const worst = Object.entries(standings).reduce((a, b) => (b[1].factor < a[1].factor ? b : a));
  const [group, { factor, slower, errorShare }] = worst;
  const says = '{group} counts for {factorPercent} % of its units: {slower} times slower, {errorPercent} % errors';
  const because = { says, group, factorPercent: factor * 100, slower, errorPercent: errorShare * 100 };
  return { desired, because };
};
