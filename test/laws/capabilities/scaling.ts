import { anObservation, aScalableInput } from '../../fixtures.ts';
import type { CapabilityRig } from '../capability-rig.ts';

export const rig: CapabilityRig<'scaling'> = {
  observed: () => anObservation(),
  example: { name: 'checkout/web', config: aScalableInput },
};
