import { expect, it } from 'vitest';
import { measuredLeads } from '../../../adapters/scaling/measured-leads.ts';
import { memoryItem } from '../../../adapters/table/entry-items.ts';
import { aMemory } from '../../fixtures.ts';

const key = { capability: 'scaling', subject: 'checkout/web' };
const leadsOf = (memory: Parameters<typeof memoryItem>[1] | null) => {
  const send = async () => (memory === null ? {} : { Item: memoryItem(key, memory) });
  return measuredLeads({ client: { send } as never, tableName: 'headroom' })('checkout/web');
};

it('are those of the newest launches that scaling has seen land', async () => {
  const launches = { pending: [], leads: [90, 240], again: null };
  expect(await leadsOf(aMemory({ launches }))).toEqual([90, 240]);
});

it('are none where nothing was launched, or nobody has looked', async () => {
  expect(await leadsOf(aMemory())).toEqual([]);
  expect(await leadsOf(null)).toEqual([]);
});
