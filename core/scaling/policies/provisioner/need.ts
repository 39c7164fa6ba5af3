import { isBlind } from '../../../readings/newest.ts';
import { degradedFloor } from './degraded-floor.ts';
import { foresee } from './learn.ts';
import { withReserve } from './reserve.ts';
import { unitsUnderStrain } from './serving/limit.ts';
import type { Case, Known } from './taking-in.ts';
import { type Sized, unitsFor } from './units-for.ts';
import { wantedPerSecond } from './wanted.ts';

/** What a look finds that demand needs. */
export interface Need {
  readonly perSecond: number;
  /** Units that serve it. */
  readonly plain: number;
  /** With what is asked for on top since units fell short. */
  readonly units: number;
}

/** What the demand of the coming window needs. `isNew` where it was taken in at this look. */
export function needOf(
  { learned, serving, reserve }: Known,
  isNew: boolean,
  policy: Sized,
  { observation, reading, window }: Case,
): Need {
  const forecast = foresee(learned, window, isNew);
  const silentSinceMs = isBlind(reading) ? (observation.memory.kept?.silentSinceMs ?? null) : null;
  const least = degradedFloor(learned, window, observation, silentSinceMs);
  const perSecond = wantedPerSecond(policy.asking, learned, forecast, least);
  const plain =
    policy.strain == null ? unitsFor(policy, perSecond) : unitsUnderStrain(policy, serving, learned, perSecond);
  return { perSecond, plain, units: withReserve(reserve, plain) };
}
