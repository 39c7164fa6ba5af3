import type { Because } from '../model/reason.ts';
import type { Shares, Weights } from './observation.ts';
import type { Situation } from './situation.ts';
import { sharesOf, totalOf } from './weights.ts';

/** Points of a share that weights may be off by before that is told. */
const worthTelling = 5;

/** Beside others' weights ours may together be too small to say what the shares are. */
export function coarseBecause(
  { observation: { action } }: Situation,
  weights: Weights,
  shares: Shares | null,
): readonly Because[] {
  const said = sharesOf(weights);
  if (action.otherGroups === 0 || shares === null || said === null) return [];
  const off = (name: string) => Math.abs((shares[name] ?? 0) - (said[name] ?? 0)) * 100;
  const worst = Object.keys(shares).reduce((a, b) => (off(b) > off(a) ? b : a));
  if (off(worst) <= worthTelling) return [];
  const says =
    'weights of {total} together beside {otherWeight} of others cannot say that {group} gets {percent} %, and say {saidPercent} %; multiply all weights of the action by ten or more';
  const { otherWeight } = action;
  const facts = { percent: (shares[worst] ?? 0) * 100, saidPercent: (said[worst] ?? 0) * 100 };
  return [{ says, total: totalOf(weights), otherWeight, group: worst, ...facts }];
}
