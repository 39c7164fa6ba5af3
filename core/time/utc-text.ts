/** A time as people read it, e.g. `2026-03-04 12:00:00Z`. */
export function utcText(atMs: number): string {
  return new Date(atMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
}

/** A time as programs read it, by ISO 8601 and without parts of a second, e.g. `2026-03-04T12:00:00Z`. */
export function isoText(atMs: number): string {
  return utcText(atMs).replace(' ', 'T');
}
