import { diagnosingScopes } from '../../../core/diagnosing/scopes.ts';
import { aLook, aServiceInput } from '../../core/diagnosing/watched.ts';
import type { CapabilityRig } from '../capability-rig.ts';

export const rig: CapabilityRig<'diagnosing'> = {
  observed: () => aLook(),
  scopes: () => diagnosingScopes('headroom'),
  example: { name: 'checkout', config: aServiceInput },
};
