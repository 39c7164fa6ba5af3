/** Needs of a hold, oldest first, each higher than all after it: when they count from, and units. */
export type Held = readonly (readonly [fromMs: number, units: number])[];

/** A hold is kept in so many parts, and a need counts from the end of its own: one of a day takes no more than one of an hour. */
const parts = 60;

/** Takes in a need that is newer than all before, and drops what is over. The first of the answer is the highest. */
export function hold(before: Held, atMs: number, holdSeconds: number, units: number): Held {
  const sinceMs = atMs - holdSeconds * 1000;
  const fromMs = countsFrom(atMs, holdSeconds);
  const held = before.filter(([needFromMs, needed]) => needFromMs > sinceMs && needed > units);
  if (held.at(-1)?.[0] !== fromMs) held.push([fromMs, units]);
  return held;
}

/** The holds of several ways, by the kind of each, the first before the others. */
export type HeldByKind = Readonly<Record<string, Held>>;

/** What was held by a kind; of one that is new, what the first held before it. */
export function heldBy(before: HeldByKind, kind: string): Held {
  return before[kind] ?? Object.values(before)[0] ?? [];
}

/** When a need counts from: the end of the part of the hold that it lies in. */
export function countsFrom(atMs: number, holdSeconds: number): number {
  const partMs = (holdSeconds * 1000) / parts;
  return partMs > 0 ? Math.ceil(atMs / partMs) * partMs : atMs;
}
