import { lastingMs } from '../others.ts';
import type { FindTrouble } from './find.ts';

/** So many changes of others that Headroom changes back are no accident any more. */
const fewest = 3;

/** Somebody else keeps setting what Headroom changes back. One change is a reason of its look, and no trouble. */
export const changedByOthers: FindTrouble = ({ atMs }, { keep: { others = [] } }) => {
  const undone = others.filter((other) => other.undone && atMs - other.atMs <= lastingMs);
  const [first, last] = [undone[0], undone.at(-1)];
  if (first === undefined || last === undefined || undone.length < fewest) return null;
  const says =
    'somebody else changed the capacity {times} times within the hour, the last time to {units}, and Headroom changed it back';
  return { because: { says, times: undone.length, units: last.units }, sinceMs: first.atMs };
};
