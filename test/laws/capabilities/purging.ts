import { blankMemory } from '../../../core/model/memory.ts';
import { purging } from '../../../core/purging/purging.ts';
import { purgingScopes } from '../../../core/purging/scopes.ts';
import { AWorld } from '../../core/purging/a-world.ts';
import { aPurge } from '../../core/purging/purge-work.ts';
import type { CapabilityRig } from '../capability-rig.ts';

export const rig: CapabilityRig<'purging'> = {
  observed() {
    const world = new AWorld();
    world.wait(['/a', '/docs/*']);
    return purging(world.world).observe('site', { ...blankMemory }, world.nowMs);
  },
  scopes: (purges) => purgingScopes(purges.map((name) => aPurge({}, name))),
  example: { name: 'site', config: { cdn: { kind: 'cloudfront', distributionId: 'E1' } } },
};
