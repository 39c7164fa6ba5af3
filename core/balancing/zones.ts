import { leastFactor } from './learn.ts';
import type { Kept, Observation, Standing } from './observation.ts';

type Standings = Readonly<Record<string, Standing>>;

/**
 * Until when each zone is left out. A zone whose groups all fail while another group does not is taken for lost, however
 * healthy its units seem; it is tried again when its time is over. Why: docs/decisions/0017.
 */
export function leaveZonesOut(observation: Observation, standings: Standings): Kept['zonesOut'] {
  const { config, atMs, memory } = observation;
  const kept = Object.entries(memory.kept?.zonesOut ?? {}).filter(([, untilMs]) => untilMs > atMs);
  const zonesOut = Object.fromEntries(kept);
  const failing = (name: string) => isFailing(observation, standings, name);
  const names = Object.keys(observation.groups);
  const zones = new Set(names.flatMap((name) => config.groups[name]?.zone ?? []));
  for (const zone of zones) {
    const inside = names.filter((name) => config.groups[name]?.zone === zone);
    const outside = names.filter((name) => !inside.includes(name) && !isOut(observation, zonesOut, name));
    if (zone in zonesOut || !inside.every(failing) || !outside.some((name) => !failing(name))) continue;
    if (inside.some((name) => hasErrors(standings, name))) zonesOut[zone] = atMs + config.zoneOutSeconds * 1000;
  }
  return zonesOut;
}

/** Whether a group is in a zone that is left out. */
export function isOut({ config }: Observation, zonesOut: Kept['zonesOut'], name: string): boolean {
  const zone = config.groups[name]?.zone ?? null;
  return zone !== null && zone in zonesOut;
}

function isFailing({ groups }: Observation, standings: Standings, name: string): boolean {
  return (groups[name]?.healthy ?? 0) === 0 || hasErrors(standings, name);
}

/** Whether errors, not slowness, have left a group nothing but its probes. */
function hasErrors(standings: Standings, name: string): boolean {
  const standing = standings[name];
  return standing !== undefined && standing.factor * standing.slower <= leastFactor * 1.5 && standing.errorShare > 0;
}

/**
 * What a person has to do to take a zone out of a load balancer; Headroom may not. The zone is named by its id, which is
 * another in each account than the one that its name suggests
 * (https://docs.aws.amazon.com/r53recovery/latest/dg/getting-started-cli.html).
 */
export const leaveZoneCommand =
  'aws arc-zonal-shift start-zonal-shift --resource-identifier <ARN of the load balancer> --away-from <id of {zone}, such as euw1-az1> --expires-in 1h --comment "zone lost", with zonal_shift.config.enabled on at the load balancer';
