import { createHash } from 'node:crypto';
import { KeyRefused } from './cache-errors.ts';

const longestKey = 64 * 1024;
const longestPlainKey = 256;

/** Short keys as they are, long ones by their hash. Throws `KeyRefused`. */
export function idOf(key: string): string {
  if (typeof key !== 'string' || key === '' || key.length > longestKey || !key.isWellFormed())
    throw new KeyRefused(`expected a key of 1 to ${longestKey} characters that UTF-8 can write`);
  return key.length > longestPlainKey ? `h${createHash('sha256').update(key).digest('base64url')}` : `k${key}`;
}
