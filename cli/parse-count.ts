import { InvalidInput } from '../core/model/errors.ts';

/** Reads a whole number from 1 to `most`. */
export function parseCount(option: string, most: number): (text: string) => number {
  return (text) => {
    const count = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isInteger(count) && count >= 1 && count <= most) return count;
    throw new InvalidInput(option, `"${text}" is not a whole number from 1 to ${most}; give one`);
  };
}
