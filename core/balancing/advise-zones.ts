import type { Because } from '../model/reason.ts';
import { leaveZoneCommand } from './leave-zone-command.ts';
import type { Observation } from './observation.ts';

/**
 * Zones inside one group whose targets are all ill while others of the group are not. The load balancer leaves ill targets
 * alone by itself, and weights cannot tell zones of one group apart, so all that is left is to say what a person may do.
 */
export function adviseZones({ groups }: Observation): readonly Because[] {
  return Object.entries(groups).flatMap(([group, { zones }]) => {
    const elsewhere = Object.values(zones).reduce((sum, { healthy }) => sum + healthy, 0);
    if (elsewhere === 0) return [];
    const lost = Object.entries(zones).filter(([, { healthy, unhealthy }]) => healthy === 0 && unhealthy > 0);
    return lost.map(([zone, { unhealthy }]) => ({ says, group, zone, unhealthy, healthy: elsewhere }));
  });
}

const says = `all {unhealthy} targets of {group} in {zone} are unhealthy and {healthy} elsewhere are healthy; they get no requests, and weights cannot take a zone out of one group. If the zone has failed: ${leaveZoneCommand}`;
