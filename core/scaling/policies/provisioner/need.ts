import { isBlind } from '../../../readings/newest.ts';
import { degradedFloor } from './degraded-floor.ts';
import { foresee } from './learn.ts';
import { keepsReserve, type Part, partsOf } from './parts.ts';
import { withReserve } from './reserve.ts';
import { unitsUnderStrain } from './serving/limit.ts';
import type { Case, Known } from './taking-in.ts';
import { type Sized, unitsFor } from './units-for.ts';
import { wantedPerSecond } from './wanted.ts';

/** What a look finds that demand needs, as one way asks. */
export interface Need extends Part {
  readonly perSecond: number;
  /** Units that serve it. */
  readonly plain: number;
  /** With what is asked for on top since units fell short. */
  readonly units: number;
}

/** What the demand of the coming window needs, by way. `isNew` where it was taken in at this look. */
export function needsOf(
  { learned, serving, reserve }: Known,
  isNew: boolean,
  lately: Sized,
  { observation, reading, window }: Case,
): readonly Need[] {
  const forecast = foresee(learned, window, isNew);
  const silentSinceMs = isBlind(reading) ? (observation.memory.kept?.silentSinceMs ?? null) : null;
  const least = degradedFloor(learned, window, observation, silentSinceMs);
  return partsOf(lately).map((part) => {
    const { policy } = part;
    const perSecond = wantedPerSecond(policy.asking, learned, forecast, least);
    const plain =
      policy.strain == null ? unitsFor(policy, perSecond) : unitsUnderStrain(policy, serving, learned, perSecond);
    return { ...part, perSecond, plain, units: keepsReserve(policy) ? withReserve(reserve, plain) : plain };
  });
}
