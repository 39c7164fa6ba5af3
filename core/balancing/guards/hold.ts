import type { Because } from '../../model/reason.ts';
import { isUnreadable } from '../../model/unreadable-override.ts';
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
  if (drifted && config.drift === 'report') {
    const says =
      'somebody else has changed the weights, and they are left as they are; override it with adopt, or give the balance drift: reassert';
    return { says };
  }
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

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const mostGroups = 5;
