import type { Because } from '../../model/reason.ts';
import { isUnreadable } from '../../model/unreadable-override.ts';
import type { Observation } from '../observation.ts';
import { servesNobody } from '../serves-nobody.ts';
import type { BalancingGuard, Situation } from '../situation.ts';

/** Weights that somebody else has set, or that a person may want left alone (who can tell?), stay as they are. */
export const hold: BalancingGuard = (situation) => {
  const { shares } = situation;
  const because = holdBecause(situation);
  return because === null || shares === null ? null : { desired: shares, because };
};

function holdBecause({ observation, drifted }: Situation): Because | null {
  const { overrides, config, action, groups } = observation;
  const unreadable = overrides.find(isUnreadable);
  if (unreadable !== undefined) {
    const says = 'an override cannot be read, so the weights stay as they are: {unreadable}';
    return { says, unreadable: unreadable.trouble };
  }
  const moved = movedBecause(observation);
  if (moved !== null) return moved;
  if (drifted && config.drift === 'report') return nobodyServesBecause(observation) ?? { says: leftAsTheyAre };
  const own = Object.values(groups);
  if (action.otherGroups + own.length > mostGroups) {
    const says = 'the action would have {groups} target groups and takes {most}; take some out';
    return { says, groups: action.otherGroups + own.length, most: mostGroups };
  }
  const sticky = Object.entries(groups).find(([, { stickyTargets }]) => stickyTargets);
  if (sticky !== undefined && !action.sticky) {
    const says =
      'targets of {group} are sticky and the action is not, which AWS refuses with several groups; turn on target group stickiness';
    return { says, group: sticky[0] };
  }
  return null;
}

const leftAsTheyAre =
  'somebody else has changed the weights, and they are left as they are; override it with adopt, or give the balance drift: reassert';

/** Two who move the same weights undo each other: those of whoever deploys are followed. */
function movedBecause({ groups }: Observation): Because | null {
  const [group, seen] = Object.entries(groups).find(([, { movedBy }]) => movedBy !== undefined) ?? [];
  if (group === undefined) return null;
  const says =
    '{movedBy} move the weight of {group}, and it is left to them; give the service the strategy ROLLING to have it set here, or remove the balance';
  return { says, group, movedBy: seen?.movedBy ?? null };
}

/**
 * Whoever has set the weights may know what we do not: a load balancer sends to ill targets where it has no others, and a
 * group that answers for maintenance may be checked by nobody. It is left, and told with the command that ends it.
 */
function nobodyServesBecause({ subject, groups }: Observation): Because | null {
  if (!servesNobody(groups)) return null;
  const [helper] = Object.entries(groups).find(([, { healthy }]) => healthy > 0) ?? [];
  const group = Object.keys(groups).filter((name) => (groups[name]?.weight ?? 0) > 0);
  const mend =
    helper === undefined
      ? 'no other group has one either'
      : `${helper} has: "headroom override ${subject} adopt --for 15m" lets Headroom send the requests there`;
  const says = `somebody else has pointed all requests at {group}, which has no healthy target, and it is left so; ${mend}`;
  return { says, group: group.join(' and '), balance: subject };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const mostGroups = 5;
