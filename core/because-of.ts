import type { Because } from './model/reason.ts';

const longest = 500;

/** An error as a reason: its name and message, with account numbers and credentials masked. */
export function becauseOf(error: unknown): Because & { readonly error: string } {
  return { says: '{error}', error: mask(tell(error)).slice(0, longest) };
}

function tell(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A refused connection comes as an AggregateError that says nothing itself.
  const message = error.message || (error instanceof AggregateError ? error.errors.map(tell).join('; ') : '');
  return message === '' ? error.name : `${error.name}: ${message}`;
}

/**
 * Replaces what must not reach logs and entries: AWS account numbers, access key ids, and the session token and other long
 * secrets that AWS repeats when it refuses a signature.
 */
export function mask(text: string): string {
  return text
    .replace(/(?<!\d)\d{12}(?!\d)/g, '************')
    .replace(/\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}\b/g, '****')
    .replace(/(x-amz-security-token\s*[:=]\s*)[^\s&'"]+/gi, '$1****')
    .replace(/[A-Za-z0-9+/=]{100,}/g, '****');
}
