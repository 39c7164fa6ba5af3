import type { WeightOverride } from '../../core/balancing/observation.ts';
import type { BalanceConfig } from '../../core/model/balance.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { longestOverrideMs } from './parse-override.ts';

const longestNote = 256;

/** Checks an override of a balance's weights. Throws `InvalidInput` naming field, value and fix. */
export function parseWeightOverride(
  override: WeightOverride,
  { groups }: BalanceConfig,
  nowMs: number,
): WeightOverride {
  const { kind, group, percent, untilMs, note } = override;
  if (kind === 'pin') checkPin(group, percent, Object.keys(groups));
  if (!Number.isSafeInteger(untilMs) || untilMs <= nowMs) {
    throw new InvalidInput('untilMs', `${untilMs} is not after now (${nowMs}); give a time that is to come`);
  }
  if (untilMs - nowMs > longestOverrideMs) {
    throw new InvalidInput('untilMs', '7 days is the most; change the config for what should last');
  }
  if (note !== null && note.length > longestNote) {
    throw new InvalidInput('note', `it has ${note.length} characters; shorten it to ${longestNote}`);
  }
  return override;
}

function checkPin(group: string | null, percent: number | null, known: readonly string[]): void {
  if (group === null || !known.includes(group)) {
    throw new InvalidInput('group', `"${group}" is none of the groups ${known.join(', ')}; correct the name`);
  }
  if (percent === null || !Number.isFinite(percent) || percent < 0 || percent > 100) {
    throw new InvalidInput('percent', `${percent} is no share; give a number from 0 to 100`);
  }
}
