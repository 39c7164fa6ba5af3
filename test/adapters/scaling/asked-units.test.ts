import { expect, it } from 'vitest';
import { askedUnits } from '../../../adapters/scaling/asked-units.ts';
import { text } from '../../../adapters/table/attributes.ts';
import { memoryItem } from '../../../adapters/table/entry-items.ts';
import { aMemory, noonMs } from '../../fixtures.ts';

const key = { capability: 'scaling', subject: 'checkout/web' };
const intention = (units: number, askedAtMs: number) => ({
  desired: { units },
  askedAtMs,
  reference: 'r',
  completed: true,
});
const ask = (memory: Parameters<typeof memoryItem>[1] | null) =>
  askedUnits(async () => (memory === null ? null : memoryItem(key, memory)))('checkout/web');
const seen = [{ atMs: noonMs, asked: 4, running: 4 }];

it('is what was asked for last, or what was seen since', async () => {
  expect(await ask(aMemory({ seen }, { intention: intention(2, noonMs + 1) }))).toBe(2);
  expect(await ask(aMemory({ seen }, { intention: intention(2, noonMs - 1) }))).toBe(4);
  expect(await ask(aMemory({ seen }))).toBe(4);
});

it('is what the release before remembers', async () => {
  const { memory } = memoryItem(key, aMemory({ seen }, { intention: intention(2, noonMs + 1) }));
  const before = memory?.S?.replace('"schema":2', '"schema":1').replace('{"units":2}', '2');
  expect(before).toContain('"desired":2');
  expect(await askedUnits(async () => ({ memory: text(before ?? '') }))('checkout/web')).toBe(2);
});

it('is not known where nobody has looked, or the memory cannot be read', async () => {
  expect(await ask(null)).toBeNull();
  expect(await askedUnits(async () => Promise.reject(new Error('throttled')))('a')).toBeNull();
});
