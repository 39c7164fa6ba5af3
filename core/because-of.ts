import type { Because } from './model/reason.ts';

const longest = 500;

/** An error as a reason: its name and message, with account numbers and access keys masked. */
export function becauseOf(error: unknown): Because & { readonly error: string } {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { says: '{error}', error: mask(text).slice(0, longest) };
}

/** Replaces what must not reach logs and entries: AWS account numbers and access key ids. */
export function mask(text: string): string {
  return text.replace(/(?<!\d)\d{12}(?!\d)/g, '************').replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '****');
}
