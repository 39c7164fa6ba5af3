import { InvalidInput } from '../../core/model/errors.ts';
import type { Override } from '../../core/scaling/observation.ts';
import { overrideKindOf } from '../../core/scaling/override-kinds.ts';
import { checkEnd, checkNote } from '../table/override-fields.ts';

/** What a person asks for with `headroom override`. */
export interface OverrideInput {
  readonly kind: string;
  /** Units of capacity for a floor, a ceiling or what is to be prepared; null for a pause and for a size. */
  readonly units: number | null;
  /** The size that units are to have, for that alone. */
  readonly size?: string;
  readonly untilMs: number;
  readonly note: string | null;
  /** The ARN of who asks; null where nobody knows. */
  readonly by?: string | null;
}

/** Checks an override. Throws `InvalidInput` naming field, value and fix. */
export function parseOverride(input: OverrideInput, nowMs: number): Override {
  const { kind: what, units, size, untilMs, note, by = null } = input;
  const kind = overrideKindOf(what);
  if (kind === undefined)
    throw new InvalidInput('kind', `"${what}" is not an override; write floor, ceiling, pause, prepared or size`);
  checkUnits(kind, units);
  checkSize(kind, size);
  checkEnd(untilMs, nowMs);
  checkNote(note);
  return { kind, units, ...(size !== undefined && { size }), untilMs, note, by };
}

function checkSize(kind: Override['kind'], size: string | undefined): void {
  const isRight = kind === 'size' ? size !== undefined && size !== '' : size === undefined;
  if (isRight) return;
  const fix = kind === 'size' ? 'give one of its ladder, e.g. m7g.large' : `leave it out of a ${kind}`;
  throw new InvalidInput('size', `"${size ?? ''}" goes with no ${kind}; ${fix}`);
}

function checkUnits(kind: Override['kind'], units: number | null): void {
  if (kind === 'pause' || kind === 'size') {
    if (units !== null) throw new InvalidInput('units', `a ${kind} has no units, but ${units} was given; leave it out`);
    return;
  }
  if (units === null || !Number.isSafeInteger(units) || units < 0) {
    throw new InvalidInput('units', `${units} is not a number of units for a ${kind}; give a whole number from 0 up`);
  }
}
