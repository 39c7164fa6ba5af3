import { InvalidInput } from '../model/errors.ts';
import { messageOf } from './all-faults.ts';

/** Reads a part of something larger, and puts the place of the part before the fields that an error names. */
export function within<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw placed(path, error);
  }
}

function placed(path: string, error: InvalidInput): InvalidInput {
  // Whoever it is said through may have placed it already.
  if (`${error.field}.`.startsWith(`${path}.`)) return error;
  const field = error.field === 'config' ? path : `${path}.${error.field}`;
  return new InvalidInput(
    field,
    messageOf(error),
    error.also.map((one) => placed(path, one)),
  );
}
