import { expect, test } from 'vitest';
import { dropIndex } from '../../../adapters/indexing/change-indexes.ts';

test.each([
  [600, '600000ms'],
  [0.2, '200ms'],
  [0, '1ms'],
])('a patience of %d s is never waiting for ever', async (patienceSeconds, lockTimeout) => {
  const asked: string[] = [];
  const session = {
    query: async (text: string) => {
      asked.push(text);
      return [];
    },
    end: async () => {},
  };
  await dropIndex('Shop "one"', 'x', { open: async () => session, owner: null, patienceSeconds });
  expect(asked).toContain(`SET lock_timeout = '${lockTimeout}'`);
  expect(asked.at(-1)).toBe('DROP INDEX CONCURRENTLY IF EXISTS "Shop ""one"""."x"');
});
