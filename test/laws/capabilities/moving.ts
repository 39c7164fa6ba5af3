import { blankMemory } from '../../../core/model/memory.ts';
import { newMove } from '../../../core/sharding/moving/new-move.ts';
import { movingScopes } from '../../../core/sharding/moving/scopes.ts';
import { noonMs } from '../../fixtures.ts';
import type { CapabilityRig } from '../capability-rig.ts';

const aMove = (id: string) =>
  newMove({ id, keyspace: 'shop', slot: 7, from: 'a', to: 'b', epoch: 12, requestedAtMs: 0 });

export const rig: CapabilityRig<'moving'> = {
  observed() {
    const move = aMove('m1');
    const fences = { source: null, target: null };
    const memory = { ...blankMemory };
    return { subject: 'shop/m1', atMs: noonMs, memory, move, fences, differ: null, staleMs: 8_000 };
  },
  scopes: (moves) => {
    const active = moves.filter((name) => name.startsWith('shop/')).map((name) => aMove(name.slice(5)));
    return movingScopes(async () => active, { nowMs: () => noonMs });
  },
  example: null,
};
