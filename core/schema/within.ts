import { InvalidInput } from '../model/errors.ts';

/** Reads a part of something larger, and puts the place of the part before the field that an error names. */
export function within<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const says = error.message.slice(error.field.length + 2);
    throw new InvalidInput(error.field === 'config' ? path : `${path}.${error.field}`, says);
  }
}
