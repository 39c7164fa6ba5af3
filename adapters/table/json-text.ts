import { counted } from '../../core/model/counted.ts';
import { TooBig } from '../../core/model/errors.ts';

/** An item may have 400 KB (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html), names and keys included. */
const mostBytes = 400 * 1024 - 2048;

/** A value that JSON would drop or change without a word. */
export class NotJson extends Error {
  override readonly name = 'NotJson';
}

/**
 * A value as the JSON text it is stored as: exact for every finite number, and a tenth of the work of nested attributes.
 * Throws `NotJson` where something would be lost (`undefined`, NaN, infinity), `TooBig` where no item can hold it.
 */
export function toJsonText(what: string, value: unknown): string {
  const text = JSON.stringify(value, (field, held: unknown) => {
    if (held !== undefined && (typeof held !== 'number' || Number.isFinite(held))) return held;
    throw new NotJson(`${what} holds ${String(held)} in "${field}"; entries and memory hold null for a missing value`);
  });
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes)
    throw new TooBig(`${what} has ${counted(bytes, 'byte')}; the ledger holds at most ${mostBytes}`);
  return text;
}
