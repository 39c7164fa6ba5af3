import type { Claim } from '../../model/claim.ts';
import type { Place } from '../../model/place.ts';
import type { ScalableConfig } from './scalable.ts';
import { targetIdentity, tellTarget } from './target-identity.ts';

/** A scalable has its target to itself, in whatever mode: two that ask for capacity take turns at it. */
export function claimTarget({ target }: ScalableConfig, own: Place): Claim {
  return { identity: targetIdentity(target, own), what: tellTarget(target) };
}
