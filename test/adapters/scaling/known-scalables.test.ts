import { expect, it } from 'vitest';
import { knownScalables } from '../../../adapters/scaling/known-scalables.ts';
import { text } from '../../../adapters/table/attributes.ts';
import { memoryItem } from '../../../adapters/table/entry-items.ts';
import { unpacked } from '../../../adapters/table/packed.ts';
import { aMemory, noonMs } from '../../fixtures.ts';

const key = { capability: 'scaling', subject: 'checkout/web' };
const intention = (units: number, askedAtMs: number) => ({
  desired: { units },
  askedAtMs,
  reference: 'r',
  completed: true,
});
const know = (memory: Parameters<typeof memoryItem>[1] | null) =>
  knownScalables(async () => (memory === null ? null : memoryItem(key, memory)))('checkout/web');
const ask = async (memory: Parameters<typeof memoryItem>[1]) => (await know(memory))?.asked;
const seen = [{ atMs: noonMs, asked: 4, running: 4 }];

it('is what was asked for last, or what was seen since', async () => {
  expect(await ask(aMemory({ seen }, { intention: intention(2, noonMs + 1) }))).toBe(2);
  expect(await ask(aMemory({ seen }, { intention: intention(2, noonMs - 1) }))).toBe(4);
  expect(await ask(aMemory({ seen }))).toBe(4);
});

it('is what the release before remembers', async () => {
  const { memory } = memoryItem(key, aMemory({ seen }, { intention: intention(2, noonMs + 1) }));
  const before = unpacked(memory).replace('"schema":2', '"schema":1').replace('{"units":2}', '2');
  expect(before).toContain('"desired":2');
  const known = await knownScalables(async () => ({ memory: text(before) }))('checkout/web');
  expect(known).toEqual({ asked: 2, leadSeconds: null, movesWeights: null });
});

it('is not known where nobody has looked, or the memory cannot be read', async () => {
  expect(await know(null)).toBeNull();
  expect(await knownScalables(async () => Promise.reject(new Error('throttled')))('a')).toBeNull();
});

it('tells the longest lead of those that were measured, and who moves weights', async () => {
  const launches = { pending: [], leads: [60, 90, 80, 70, 60], again: null };
  const known = await know(aMemory({ seen, launches, movesWeights: 'the CANARY deployments of ECS' }));
  expect(known).toEqual({ asked: 4, leadSeconds: 90, movesWeights: 'the CANARY deployments of ECS' });
});
