/**
 * A sender's timestamp in milliseconds since 1970; null where there is none or it is none.
 * CloudWatch writes the offset as `+0000`, without a colon.
 */
export function sentAtMs(...texts: readonly (string | null | undefined)[]): number | null {
  for (const text of texts) {
    if (text == null || !/^\d{4}-\d\d-\d\dT\d\d:/.test(text)) continue;
    const atMs = Date.parse(text);
    if (Number.isFinite(atMs)) return atMs;
  }
  return null;
}
