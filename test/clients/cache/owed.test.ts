import { expect, test, vi } from 'vitest';
import { Owed } from '../../../clients/cache/owed.ts';

test('what one node cannot be told holds up nothing that others can be told', async () => {
  const told: string[] = [];
  let isGone = true;
  const forget = async (id: string) => {
    if (id === 'k1' && isGone) throw new Error('its node is gone');
    told.push(id);
  };
  const owed = new Owed({ forget, bump: async () => {} });
  for (const id of ['k1', 'k2', 'k3']) owed.add(id);
  await vi.waitFor(() => expect(told.sort()).toEqual(['k2', 'k3']));
  expect(['k1', 'k2', 'k3'].map((id) => owed.has(id))).toEqual([true, false, false]);
  isGone = false;
  await vi.waitFor(() => expect(owed.has('k1')).toBe(false));
  owed.close();
});
