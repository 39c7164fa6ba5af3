import { mask } from '../core/because-of.ts';

/** The same error as may be shown: Lambda itself logs and answers with what a handler throws. */
export function maskedError(error: unknown): Error {
  const known = error instanceof Error ? error : new Error(String(error));
  const masked = new Error(mask(known.message));
  masked.name = known.name;
  masked.stack = mask(known.stack ?? masked.message);
  return masked;
}
