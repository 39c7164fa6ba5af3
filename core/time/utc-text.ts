/** A time as people read it, e.g. `2026-03-04 12:00:00Z`. */
export function utcText(atMs: number): string {
  return new Date(atMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
}
