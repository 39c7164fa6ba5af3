import { balancingScopes } from '../../../core/balancing/scopes.ts';
import { aBalance, aBalanceInput, aGroupInput, aLook } from '../../core/balancing/fleet.ts';
import type { CapabilityRig } from '../capability-rig.ts';

export const rig: CapabilityRig<'balancing'> = {
  observed: () => aLook(),
  scopes: (balances) => {
    const groups = { blue: aGroupInput('b', { scalable: 'checkout/web' }), green: aGroupInput('g') };
    const all = new Map(balances.map((name) => [name, aBalance({ groups }, name)]));
    return balancingScopes('headroom', { all: async () => all });
  },
  example: { name: 'checkout/web', config: aBalanceInput() },
};
