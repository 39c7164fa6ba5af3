import { scalingScopes } from '../../../core/scaling/scopes.ts';
import { anObservation, aScalableInput } from '../../fixtures.ts';
import type { CapabilityRig } from '../capability-rig.ts';

export const rig: CapabilityRig<'scaling'> = {
  observed: () => anObservation(),
  scopes: () => scalingScopes('headroom'),
  example: { name: 'checkout/web', config: aScalableInput },
};
