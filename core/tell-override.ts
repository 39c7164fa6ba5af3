import type { InForce } from './model/set-by-hand.ts';
import { utcText } from './time/utc-text.ts';

/** An override, as a line for people: `floor 12 until 2026-03-04 03:20:00Z, by user/alice: launch`. */
export function tellOverride({ says, untilMs, by = null, note }: InForce): string {
  return `${says} until ${utcText(untilMs)}${by === null ? '' : `, by ${by}`}${note === null ? '' : `: ${note}`}`;
}
