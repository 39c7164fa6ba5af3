import type { FoundTroubles } from '../../capability.ts';
import type { Decision } from '../../model/decision.ts';
import { type TroubleKindOf, troubleCardOf } from '../../model/trouble-kinds.ts';
import type { Desired } from '../desired.ts';
import type { Kept, Observation } from '../observation.ts';
import { capacityMissing } from './capacity-missing.ts';
import { changedByOthers } from './changed-by-others.ts';
import { degraded } from './degraded.ts';
import { deploymentOverdue } from './deployment-overdue.ts';
import type { FindTrouble } from './find.ts';
import { nobodyReactsFound } from './nobody-reacts.ts';
import { poolUnused } from './pool-unused.ts';
import { silentAtZero } from './silent-at-zero.ts';
import { sizeChangeFailed } from './size-change-failed.ts';
import { unitsContradict } from './units-contradict.ts';
import { wantsMore } from './wants-more.ts';

/** What finds each kind of trouble that a scalable can have. */
const finders: Readonly<Record<TroubleKindOf<'scaling'>, FindTrouble>> = {
  'wants-more': wantsMore,
  'capacity-missing': capacityMissing,
  'deployment-overdue': deploymentOverdue,
  'changed-by-others': changedByOthers,
  'silent-at-zero': silentAtZero,
  'units-contradict': unitsContradict,
  'pool-unused': poolUnused,
  'size-change-failed': sizeChangeFailed,
  'nobody-reacts': nobodyReactsFound,
  degraded,
};

/** What of a look at a scalable a person may have to mend. */
export function scalingTroubles(observation: Observation, decision: Decision<Desired, Kept>): FoundTroubles {
  const { mode } = observation.config;
  const acts = mode === 'on' || mode === 'scale-out-only';
  const own = Object.entries(finders).filter(([kind]) => acts || troubleCardOf(kind)?.ofAdvice);
  const found = own.map(([kind, find]) => [kind, find(observation, decision)] as const);
  return Object.fromEntries(found.filter(([, trouble]) => trouble !== null));
}
