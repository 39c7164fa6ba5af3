import { isDegraded } from '../degraded.ts';
import type { FindTrouble } from './find.ts';

/** Readings have been late or missing for longer than the scalable's own patience. */
export const degraded: FindTrouble = ({ config, atMs }, { keep: { silentSinceMs } }) => {
  if (silentSinceMs === null || !isDegraded(config, silentSinceMs, atMs)) return null;
  const says = 'data has been late or missing for {silentSeconds} s';
  return { because: { says, silentSeconds: (atMs - silentSinceMs) / 1000 }, sinceMs: silentSinceMs };
};
