import { blankMemory } from '../../../core/model/memory.ts';
import { newMove } from '../../../core/sharding/moving/new-move.ts';
import { noonMs } from '../../fixtures.ts';
import type { CapabilityRig } from '../capability-rig.ts';

export const rig: CapabilityRig<'moving'> = {
  observed() {
    const move = newMove({ id: 'm1', keyspace: 'shop', slot: 7, from: 'a', to: 'b', epoch: 12, requestedAtMs: 0 });
    const fences = { source: null, target: null };
    const memory = { ...blankMemory };
    return { subject: 'shop/m1', atMs: noonMs, memory, move, fences, staleMs: 8_000 };
  },
  example: null,
};
