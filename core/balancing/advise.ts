import type { Because } from '../model/reason.ts';
import { attributeConflict } from './config/attribute-conflict.ts';
import type { GroupAttributes } from './config/balance.ts';
import type { GroupSeen, Observation, Standing } from './observation.ts';
import { leaveZoneCommand } from './zones.ts';

/** What is to be done about attributes, and why. */
interface Advice {
  readonly attributes: Readonly<Record<string, GroupAttributes>>;
  readonly because: readonly Because[];
}

/** From so many healthy targets on, anomaly mitigation can tell which of them are odd. */
const fewestForMitigation = 3;

/** Attributes of target groups that are not as configured: to be set, or only told. */
export function advise(observation: Observation, standings: Readonly<Record<string, Standing>>): Advice {
  const attributes: Record<string, GroupAttributes> = {};
  const because: Because[] = [];
  for (const [name, group] of Object.entries(observation.groups)) {
    const wanted = observation.config.groups[name]?.attributes;
    const differing = wanted === undefined ? null : differ(wanted, group.attributes);
    if (differing === null) {
      because.push(...adviseMitigation(observation, name, group, standings[name]));
      because.push(...adviseSlowStart(name, group, standings[name]));
    } else {
      const told = judge(observation, name, differing, group);
      because.push(told.because);
      if (told.isSet) attributes[name] = differing;
    }
  }
  return { attributes, because };
}

function judge(
  { config }: Observation,
  group: string,
  differing: GroupAttributes,
  seen: GroupSeen,
): { readonly isSet: boolean; readonly because: Because } {
  const conflict = attributeConflict(afterwards(differing, seen.attributes));
  const wanted = tellAttributes(differing);
  if (conflict !== null) {
    const says = '{group} is not given {wanted}, since AWS would refuse it: {conflict}; configure both';
    return { isSet: false, because: { says, group, wanted, conflict } };
  }
  const isSet = config.attributes === 'apply';
  const says = isSet ? '{group} is given {wanted}' : '{group} should have {wanted}; attributes are only advised here';
  return { isSet, because: { says, group, wanted } };
}

/** Null where nothing differs; else what differs, and null for the rest. */
function differ(wanted: GroupAttributes, seen: GroupAttributes): GroupAttributes | null {
  const pick = <K extends keyof GroupAttributes>(key: K): GroupAttributes[K] =>
    (wanted[key] === seen[key] ? null : wanted[key]) as GroupAttributes[K];
  const differing = {
    algorithm: pick('algorithm'),
    anomalyMitigation: pick('anomalyMitigation'),
    slowStartSeconds: pick('slowStartSeconds'),
    deregistrationDelaySeconds: pick('deregistrationDelaySeconds'),
  };
  return Object.values(differing).every((value) => value === null) ? null : differing;
}

function afterwards(differing: GroupAttributes, seen: GroupAttributes): GroupAttributes {
  return {
    algorithm: differing.algorithm ?? seen.algorithm,
    anomalyMitigation: differing.anomalyMitigation ?? seen.anomalyMitigation,
    slowStartSeconds: differing.slowStartSeconds ?? seen.slowStartSeconds,
    deregistrationDelaySeconds: differing.deregistrationDelaySeconds ?? seen.deregistrationDelaySeconds,
  };
}

function tellAttributes(attributes: GroupAttributes): string {
  const told = Object.entries(attributes).filter(([, value]) => value !== null);
  return told.map(([name, value]) => `${name} ${value}`).join(', ');
}

/** Errors inside one group may come from a few of its targets, which weights between groups cannot tell. */
function adviseMitigation({ config }: Observation, name: string, seen: GroupSeen, standing?: Standing): Because[] {
  const { anomalyMitigation, slowStartSeconds } = seen.attributes;
  const errorPercent = (standing?.errorShare ?? 0) * 100;
  if (anomalyMitigation === true || (slowStartSeconds ?? 0) > 0 || seen.healthy < fewestForMitigation) return [];
  if (errorPercent <= config.errorBudgetPercent) return [];
  const says =
    '{group} has {errorPercent} % errors; weighted_random with anomaly mitigation would spare its odd targets, if only some are';
  return [{ says, group: name, errorPercent }];
}

/** New units that get their full share at once may make a whole group slow; only round robin can spare them. */
function adviseSlowStart(group: string, seen: GroupSeen, standing?: Standing): Because[] {
  const { attributes, starting, asked, healthy } = seen;
  const isGrowing = starting > 0 || (asked ?? 0) > healthy;
  const slower = standing?.slower ?? 1;
  const isPossible = attributes.algorithm === 'round_robin' && attributes.slowStartSeconds === 0;
  if (!isGrowing || slower === 1 || !isPossible) return [];
  const says =
    '{group} has become {slower} times slower while units start; slow start of 30 s or more would let them warm up';
  return [{ says, group, slower }];
}

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
