const longest = 80;

/** A value as it is shown to whoever wrote it: as JSON, cut where it is long; of what JSON has no text for, what it is. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const json = jsonOf(value);
  if (json === undefined) return `this ${typeof value}`;
  return json.length > longest ? `${json.slice(0, longest)}...` : json;
}

/** Undefined of a function or a symbol, and of what JSON refuses: a bigint, and what is inside itself. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
