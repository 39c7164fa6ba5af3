const mostNames = 3;

/**
 * The names that somebody may have meant by another, nearest first: with a few letters else, or of which it is a part. Where
 * one is a single letter off, those that are further off are not meant.
 */
export function nearNames(meant: string, names: readonly string[]): string[] {
  const allowed = Math.max(1, Math.floor(meant.length / 3));
  const isNear = (name: string) => Math.abs(name.length - meant.length) <= allowed;
  const holds = (name: string) => name.toLowerCase().includes(meant.toLowerCase());
  return [...new Set(names)]
    .filter((name) => isNear(name) || holds(name))
    .map((name) => ({ name, far: distance(meant.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, far }) => far <= allowed || holds(name))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .filter(({ far }, _, [nearest]) => far <= 1 || (nearest?.far ?? 0) > 1)
    .slice(0, mostNames)
    .map(({ name }) => name);
}

/** A question after the names that somebody may have meant; empty where none is near. */
export function didYouMean(meant: string, names: readonly string[]): string {
  const near = nearNames(meant, names);
  return near.length === 0 ? '' : `did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
}

/** What to do about a name that nobody has: the names that may be meant, else all that there are. */
export function meantOrAll(meant: string, names: readonly string[]): string {
  return didYouMean(meant, names) || allThatThereAre(names);
}

/** `there is only orders`, or `there are orders, users`, or `there are none`. */
export function allThatThereAre(names: readonly string[]): string {
  if (names.length === 0) return 'there are none';
  return `there ${names.length === 1 ? 'is only' : 'are'} ${names.join(', ')}`;
}

/** How many letters must be put in, left out, changed, or swapped with the next, to make one text of another. */
function distance(from: string, to: string): number {
  const letters = [...from];
  let before: readonly number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [above, letter] of letters.entries()) {
    const next = [above + 1];
    for (let index = 1; index <= to.length; index++) {
      const changed = (row[index - 1] ?? 0) + Number(letter !== to[index - 1]);
      const isSwapped = index > 1 && letter === to[index - 2] && letters[above - 1] === to[index - 1];
      const swapped = isSwapped ? (before[index - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(changed, swapped, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
