import { measuredLeadSeconds } from './launches.ts';
import type { Observation } from './observation.ts';

/**
 * How long a unit takes from being asked for to serving, seconds: what nine of ten of the last launches kept to, as the
 * looks saw them; the config's `leadSeconds` until five have been seen.
 */
export function leadSecondsOf({ memory, config }: Observation): number {
  const launches = memory.kept?.launches;
  return launches === undefined ? config.leadSeconds : measuredLeadSeconds(launches, config.leadSeconds);
}
