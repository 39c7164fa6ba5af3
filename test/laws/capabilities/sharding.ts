import { blankMemory } from '../../../core/model/memory.ts';
import { planningScopes } from '../../../core/sharding/planning/scopes.ts';
import { sharding } from '../../../core/sharding/planning/sharding.ts';
import { aKeyspace } from '../../core/sharding/a-keyspace.ts';
import { noonMs } from '../../fixtures.ts';
import type { CapabilityRig } from '../capability-rig.ts';

export const rig: CapabilityRig<'sharding'> = {
  async observed() {
    const world = await aKeyspace([40, 10, 10, 10, 5, 5, 5, 5], { mode: 'on' }, noonMs);
    return sharding(world).observe('shop', { ...blankMemory }, noonMs);
  },
  scopes: () => planningScopes,
  example: { name: 'shop', config: { shards: { a: { kind: 'dynamodb-table', tableName: 'a' } } } },
};
