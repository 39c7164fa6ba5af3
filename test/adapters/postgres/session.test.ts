import { expect, test } from 'vitest';
import { lazySession } from '../../../adapters/postgres/session.ts';

test('a connection that could not be made is made by whoever asks next, and one that nobody asked for is not ended', async () => {
  let tries = 0;
  const ended: number[] = [];
  const session = lazySession(async () => {
    if (++tries === 1) throw new Error('refused');
    return { query: async () => [{ tries }], end: async () => void ended.push(tries) };
  });
  await session.end();
  expect([tries, ended]).toEqual([0, []]);
  await expect(session.query('SELECT 1')).rejects.toThrow('refused');
  expect(await session.query('SELECT 1')).toEqual([{ tries: 2 }]);
  await session.end();
  expect(ended).toEqual([2]);
});
