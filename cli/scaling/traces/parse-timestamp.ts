const isoTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const unixSeconds = /^\d{9,10}$/;
const unixMs = /^\d{12,13}$/;

/** ISO 8601 (UTC where it names no zone), Unix seconds or Unix milliseconds; null where it is none of these. */
export function parseTimestamp(text: string): number | null {
  if (unixSeconds.test(text)) return Number(text) * 1000;
  if (unixMs.test(text)) return Number(text);
  const match = isoTime.exec(text);
  if (match === null) return null;
  const zoned = match[1] === undefined && text.length > 10 ? `${text}Z` : text;
  const atMs = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(atMs) ? null : atMs;
}
