import type { WarmPool } from '../config/warm-pool.ts';
import { fewestLeads, measuredLeadSeconds } from '../launches.ts';
import type { Launches, Observation } from '../observation.ts';
import type { GivenUp } from './kept-pool.ts';

/** A lead from the pool that is longer than this share of the long one is none that pays for a pool. */
const leastGain = 0.8;

/** What has been measured of both leads. */
interface Measured {
  readonly warm: Launches;
  readonly long: Launches;
}

/** Whether the pool is given up: its starts take about as long as launches do. Null where it is not. */
export function followGivenUp(
  before: GivenUp | null,
  { warm, long }: Measured,
  { config, atMs }: Pick<Observation, 'config' | 'atMs'>,
  warmPool: WarmPool,
): GivenUp | null {
  const said = JSON.stringify(warmPool);
  if (before !== null && before.said === said) return before;
  // What was measured before something else was said tells nothing of it.
  if (before !== null || warm.leads.length < fewestLeads) return null;
  const warmLeadSeconds = measuredLeadSeconds(warm, warmPool.leadSeconds);
  const leadSeconds = measuredLeadSeconds(long, config.leadSeconds);
  return warmLeadSeconds <= leastGain * leadSeconds ? null : { atMs, warmLeadSeconds, leadSeconds, said };
}
