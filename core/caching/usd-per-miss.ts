import type { Finding } from '../model/finding.ts';
import type { MissCost } from './config/miss-cost.ts';

const secondsPerHour = 3600;

/**
 * What the database takes for one miss, in US dollars: its price an hour over the requests at which it gives out, where
 * diagnosing has found those, else what was said. Null where neither is known.
 */
export function usdPerMiss({ usdPerMillion, database }: MissCost, findings: readonly Finding[]): number | null {
  const told = usdPerMillion === null ? null : usdPerMillion / 1e6;
  if (database === null) return told;
  const { service, tier, usdPerHour } = database;
  const isOfIt = (one: Finding) => one.kind === 'saturation' && one.service === service && one.tier === tier;
  const perSecond = findings.find(isOfIt)?.because.saturation;
  if (typeof perSecond !== 'number' || !(perSecond > 0)) return told;
  return usdPerHour / (perSecond * secondsPerHour);
}
