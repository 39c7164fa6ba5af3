import { InvalidInput } from '../../core/model/errors.ts';
import type { Override } from '../../core/scaling/observation.ts';
import { overrideKindOf } from '../../core/scaling/override-kinds.ts';
import { checkEnd, checkNote } from '../table/override-fields.ts';

/** What a person asks for with `headroom override`. */
export interface OverrideInput {
  readonly kind: string;
  /** Units of capacity for a floor, a ceiling or what is to be prepared; null for a pause. */
  readonly units: number | null;
  readonly untilMs: number;
  readonly note: string | null;
  /** The ARN of who asks; null where nobody knows. */
  readonly by?: string | null;
}

/** Checks an override. Throws `InvalidInput` naming field, value and fix. */
export function parseOverride({ kind: what, units, untilMs, note, by = null }: OverrideInput, nowMs: number): Override {
  const kind = overrideKindOf(what);
  if (kind === undefined)
    throw new InvalidInput('kind', `"${what}" is no override; write floor, ceiling, pause or prepared`);
  checkUnits(kind, units);
  checkEnd(untilMs, nowMs);
  checkNote(note);
  return { kind, units, untilMs, note, by };
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
