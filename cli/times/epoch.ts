const digits = /^(\d{9,19})(?:[.,](\d{0,9}))?$/;
const scientific = /^\d(?:\.\d+)?e\+?(?:0?9|1[0-8])$/i;

/** How many of the unit that a count of so many digits is of make a millisecond: Unix time from 1973 to 2286. */
function perMillisecond(length: number): number | null {
  if (length <= 10) return 0.001;
  if (length >= 12 && length <= 13) return 1;
  if (length >= 15 && length <= 16) return 1000;
  return length >= 18 ? 1_000_000 : null;
}

/** Unix time in seconds, milliseconds, microseconds or nanoseconds, as milliseconds; null where the text is none. */
export function readEpoch(given: string): number | null {
  const text = given.trim();
  if (scientific.test(text)) return readEpoch(String(Math.round(Number(text))));
  const [, whole, fraction = ''] = digits.exec(text) ?? [];
  if (whole === undefined) return null;
  const per = perMillisecond(whole.length);
  if (per === null) return null;
  return Math.round(Number(`${whole}.${fraction}0`) / per);
}
