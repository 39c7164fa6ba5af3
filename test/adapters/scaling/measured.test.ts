import { describe, expect, it } from 'vitest';
import { measured } from '../../../adapters/scaling/measured.ts';
import { memoryItem } from '../../../adapters/table/entry-items.ts';
import { nothingServed } from '../../../core/scaling/policies/provisioner/serving/serving.ts';
import { aMemory } from '../../fixtures.ts';

const key = { capability: 'scaling', subject: 'checkout/web' };
const measuredOf = (memory: Parameters<typeof memoryItem>[1] | null) => {
  const send = async () => (memory === null ? {} : { Item: memoryItem(key, memory) });
  return measured({ client: { send } as never, tableName: 'headroom' })('checkout/web');
};

const plain = { warmLeads: [], hasGivenUp: false };

describe('what was measured', () => {
  it('has the newest launches that scaling has seen land', async () => {
    const launches = { pending: [], leads: [90, 240], again: null };
    expect(await measuredOf(aMemory({ launches }))).toEqual({ ...plain, leads: [90, 240], unitPerSecond: null });
  });

  it('has what a unit serves of late, where that was learned', async () => {
    const unit = { perSecond: 40, told: [40, 40, 40, 40, 40] };
    const policies = { '0:schedule': null, '1:provisioner': { serving: { ...nothingServed, unit, unitShare: 0.9 } } };
    expect(await measuredOf(aMemory({ policies }))).toEqual({ ...plain, leads: [], unitPerSecond: 36 });
  });

  it('tells launches and starts from the pool apart, where there is one, and that it is given up', async () => {
    const own = { schema: 1, seen: [], needs: [], silentSinceMs: null, policies: {} } as const;
    const launches = (seconds: number) => ({ pending: [], leads: [seconds], again: null });
    const pool = { of: 'web', started: '', together: { ...own, launches: launches(600) } };
    const told = { leads: [600], warmLeads: [45], unitPerSecond: null };
    expect(await measuredOf(aMemory({ launches: launches(45), pool }))).toEqual({ ...told, hasGivenUp: false });
    const givenUp = { atMs: 0, warmLeadSeconds: 500, leadSeconds: 600, said: '{}' };
    const memory = aMemory({ launches: launches(45), pool: { ...pool, givenUp } });
    expect(await measuredOf(memory)).toEqual({ ...told, hasGivenUp: true });
  });

  it('is nothing where nothing was launched, or nobody has looked', async () => {
    expect(await measuredOf(aMemory())).toEqual({ ...plain, leads: [], unitPerSecond: null });
    expect(await measuredOf(null)).toEqual({ ...plain, leads: [], unitPerSecond: null });
  });
});
