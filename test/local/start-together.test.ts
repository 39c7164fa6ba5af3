import { expect, it } from 'vitest';
import { startTogether } from '../../local/start-together.ts';

it('servers that start together are all stopped where one of them does not start', async () => {
  const stopped: number[] = [];
  const server = async (n: number) => ({ stop: async () => void stopped.push(n) });
  await expect(startTogether([server(1), Promise.reject(new Error('no port')), server(3)])).rejects.toThrow('no port');
  expect(stopped).toEqual([1, 3]);
});
