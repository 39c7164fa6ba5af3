import { InvalidInput } from '../../core/model/errors.ts';
import type { Override } from '../../core/scaling/observation.ts';

/** What a person asks for with `headroom override`. */
export interface OverrideInput {
  readonly kind: string;
  /** Units of capacity for a floor or a ceiling; null for a pause. */
  readonly units: number | null;
  readonly untilMs: number;
  readonly note: string | null;
}

/** An override is a remedy for a while; what should last longer belongs in the config. */
export const longestOverrideMs = 7 * 86_400_000;
const longestNote = 256;

const isKind = (kind: string): kind is Override['kind'] => kind === 'floor' || kind === 'ceiling' || kind === 'pause';

/** Checks an override. Throws `InvalidInput` naming field, value and fix. */
export function parseOverride({ kind, units, untilMs, note }: OverrideInput, nowMs: number): Override {
  if (!isKind(kind)) throw new InvalidInput('kind', `"${kind}" is no override; write floor, ceiling or pause`);
  checkUnits(kind, units);
  if (!Number.isSafeInteger(untilMs) || untilMs <= nowMs) {
    throw new InvalidInput('untilMs', `${untilMs} is not after now (${nowMs}); give a time that is to come`);
  }
  if (untilMs - nowMs > longestOverrideMs) {
    const days = Math.round((untilMs - nowMs) / 8_640_000) / 10;
    throw new InvalidInput(
      'untilMs',
      `${days} days are too long, 7 is the most; change the config for what should last`,
    );
  }
  if (note !== null && note.length > longestNote) {
    throw new InvalidInput('note', `it has ${note.length} characters; shorten it to ${longestNote}`);
  }
  return { kind, units, untilMs, note };
}

function checkUnits(kind: Override['kind'], units: number | null): void {
  if (kind === 'pause') {
    if (units !== null) throw new InvalidInput('units', `a pause has no units, but ${units} was given; leave it out`);
    return;
  }
  if (units === null || !Number.isSafeInteger(units) || units < 0) {
    throw new InvalidInput('units', `${units} is no number of units for a ${kind}; give a whole number from 0 up`);
  }
}
