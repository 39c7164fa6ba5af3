/**
 * Whether the JSON of a value has more characters than so many, for certain. It stops as soon as it knows: what is written for
 * that may be longer than any text that there is, and a buffer is written as a list of numbers, each of which takes more than
 * the buffer has room for.
 */
export function isLongerThan(value: unknown, most: number): boolean {
  const known = new Set<object>();
  const waiting: unknown[] = [value];
  let least = 0;
  while (waiting.length > 0 && least <= most) {
    const one = waiting.pop();
    least += leastOf(one);
    if (!hasParts(one) || known.has(one)) continue;
    known.add(one);
    for (const [key, part] of Object.entries(one)) {
      if (part === undefined || typeof part === 'function') continue;
      if (!Array.isArray(one)) least += key.length;
      waiting.push(part);
    }
  }
  return least > most;
}

/** How many characters it takes at least, its parts left out. */
function leastOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return typeof value === 'object' && value !== null ? 0 : 1;
}

/** What writes itself tells nothing before it does. */
function hasParts(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !('toJSON' in value);
}
