import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import type { WeightOverride } from '../../core/balancing/observation.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { checkEnd, checkNote } from '../table/override-fields.ts';

/** Checks an override of a balance's weights. Throws `InvalidInput` naming field, value and fix. */
export function parseWeightOverride(
  override: WeightOverride,
  { groups }: BalanceConfig,
  nowMs: number,
): WeightOverride {
  const { kind, group, percent, untilMs, note } = override;
  if (kind === 'pin') checkPin(group, percent, Object.keys(groups));
  checkEnd(untilMs, nowMs);
  checkNote(note);
  return override;
}

function checkPin(group: string | null, percent: number | null, known: readonly string[]): void {
  if (group === null || !known.includes(group)) {
    throw new InvalidInput('group', `"${group}" is not one of the groups ${known.join(', ')}; correct the name`);
  }
  if (percent === null || !Number.isFinite(percent) || percent < 0 || percent > 100) {
    throw new InvalidInput('percent', `${percent} is not a share; give a number from 0 to 100`);
  }
}
