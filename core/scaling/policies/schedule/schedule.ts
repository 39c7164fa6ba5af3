import { nextTurnMs, openWindows } from '../../../time/open-windows.ts';
import type { PolicyConfig } from '../../config/policy-kinds.ts';
import type { DecidingConfig } from '../../deciding-config.ts';
import type { Policy, Proposal } from '../../policy.ts';

/** A window that opens or closes within this long is worth a look of its own; the full look comes every five minutes. */
const aheadMinutes = 6;

/**
 * The highest floor of the windows that are open; silent where none is. A scalable that has nothing but schedules needs
 * nothing outside their windows: there the proposal is 0, which the bounds lift to the minimum.
 */
export const schedule: Policy<'schedule'> = (policy, { config, atMs }) => {
  const said = say(policy, config, atMs);
  const lookAgainAtMs = nextTurnMs(policy, atMs, aheadMinutes);
  return lookAgainAtMs === null ? said : { ...said, lookAgainAtMs };
};

function say(policy: PolicyConfig<'schedule'>, config: DecidingConfig, atMs: number): Proposal {
  const floor = floorAt(policy, atMs);
  const { timeZone } = policy;
  if (floor !== null) {
    return {
      desired: { units: floor },
      because: { says: 'a window is open by the clock of {timeZone}', timeZone },
      blind: false,
    };
  }
  if (isAlone(config)) {
    const says = 'no window with a floor is open by the clock of {timeZone}, and there is no other policy';
    return { desired: { units: 0 }, because: { says, timeZone }, blind: false };
  }
  const says = 'no window with a floor is open by the clock of {timeZone}';
  return { desired: null, because: { says, timeZone }, blind: false };
}

function floorAt(policy: PolicyConfig<'schedule'>, atMs: number): number | null {
  let highest: number | null = null;
  for (const { floor } of openWindows(policy, atMs)) {
    if (floor !== null && (highest === null || floor > highest)) highest = floor;
  }
  return highest;
}

/** Ceilings alone ask for nothing, so that they cannot be all that speaks. */
function isAlone({ policies }: DecidingConfig): boolean {
  return (
    policies.every(({ kind }) => kind === 'schedule') &&
    policies.some((policy) => policy.kind === 'schedule' && policy.windows.some(({ floor }) => floor !== null))
  );
}
