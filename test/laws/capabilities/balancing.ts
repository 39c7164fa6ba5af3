import { aBalanceInput, aLook } from '../../core/balancing/fleet.ts';
import type { CapabilityRig } from '../capability-rig.ts';

export const rig: CapabilityRig<'balancing'> = {
  observed: () => aLook(),
  example: { name: 'checkout/web', config: aBalanceInput() },
};
