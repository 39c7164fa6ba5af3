import type { Entry } from '../../model/entry.ts';
import type { Move } from './move.ts';

const soonest = 1;
/** The tick of each minute looks by itself. */
const latest = 60;
/** After a look that failed, or whose lease another held. */
const usual = 5;

/** When the first of the moves wants to be looked at again, seconds; null where none is under way. */
export function againInSeconds(
  active: readonly Move[],
  entries: readonly (Entry | null)[],
  nowMs: number,
): number | null {
  const under = active.filter(({ is }) => is !== 'reversible');
  if (under.length === 0) return null;
  const wanted = entries.map((entry) => {
    const atMs = entry?.decision?.lookAgainAtMs;
    return atMs == null ? usual : Math.ceil((atMs - nowMs) / 1000);
  });
  return Math.min(latest, Math.max(soonest, Math.min(...wanted)));
}
