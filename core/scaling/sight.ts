/** Which of the last looks could see, oldest first: `+` could, `-` was blind. */
export type Sight = string;

/** So many looks are remembered. */
const mostLooks = 16;
/** Half of them, and lost so many times over: an outage is lost once, a habit again and again. */
const leastBlind = mostLooks / 2;
const leastLosses = 3;

/** What is remembered after another look; null where all could see. */
export function followSight(before: Sight | null, blind: boolean): Sight | null {
  if (before === null && !blind) return null;
  const looks = `${before ?? ''}${blind ? '-' : '+'}`.slice(-mostLooks);
  return looks.includes('-') ? looks : null;
}

/** Whether looks are blind by habit: then one that sees is not an end of the silence. */
export function isBlindByHabit(sight: Sight | null): boolean {
  if (sight === null || sight.length < mostLooks) return false;
  const blind = sight.split('-').length - 1;
  const losses = sight.split('+-').length - 1 + (sight.startsWith('-') ? 1 : 0);
  return blind >= leastBlind && losses >= leastLosses;
}
