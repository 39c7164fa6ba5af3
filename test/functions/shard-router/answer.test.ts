import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MapWatch } from '../../../adapters/sharding/client/map-watch.ts';
import { answer, type RouterParts } from '../../../functions/shard-router/answer.ts';
import { readRequest } from '../../../functions/shard-router/read-request.ts';
import { aKeyspace } from '../../core/sharding/a-keyspace.ts';

async function router(): Promise<RouterParts> {
  const stores = await aKeyspace([40, 10, 10, 10, 5, 5, 5, 5]);
  const watching = { store: stores.keyspaces, keyspace: 'shop', refreshMs: 1e9, random: () => 0, onTrouble: () => {} };
  const watch = await MapWatch.open(watching);
  return { ...stores, keyspace: 'shop', watch: async () => watch, nowMs: () => 0 };
}

const ask = async (event: unknown) => answer(readRequest(event, 'shop'), await router());

describe('the router', () => {
  it('tells where keys are', async () => {
    expect(await ask({ resolve: ['tenant-1', 'tenant-2'] })).toEqual({
      routes: [
        { key: 'tenant-1', slot: 4, shard: 'b', epoch: 1, name: 'ls00004_e1' },
        { key: 'tenant-2', slot: expect.any(Number), shard: expect.any(String), epoch: 1, name: expect.any(String) },
      ],
    });
  });

  it('tells how the keyspace stands', async () => {
    const told = await ask({ describe: true });
    expect(told).toMatchObject({
      description: {
        version: 1,
        slots: 8,
        shards: [
          { shard: 'a', slots: 4, load: 70, bytes: 4000, draining: false },
          { shard: 'b', slots: 4, load: 20 },
        ],
        moves: [],
        plans: [],
      },
    });
  });

  it('plans, and writes nothing', async () => {
    const parts = await router();
    const told = await answer(readRequest({ plan: { is: 'merge', shard: 'a', to: 'b' } }, 'shop'), parts);
    expect(told).toMatchObject({ plan: { keyspace: 'shop', bytes: 4000, goal: { is: 'merge' } } });
    expect(await parts.planning.plans('shop', 9)).toEqual([]);
    expect(await parts.keyspaces.activeMoves('shop')).toEqual([]);
  });

  it.each([
    [{}, 'event: asks for none or for several things; give one of'],
    [{ resolve: 'a', describe: true }, 'event: asks for none or for several things'],
    [{ resolve: [] }, 'resolve: is not understood'],
    [{ plan: { is: 'shuffle' } }, 'plan.is: is not understood'],
    [{ resolve: 'a', keyspace: 'other' }, 'keyspace: "other" is another; this function knows "shop" alone'],
    ['resolve', 'event: is not understood'],
    [{ resolve: 'x'.repeat(1_048_577) }, 'the key has more than 1 MB'],
  ])('refuses what it does not understand, and says how to ask (%#)', async (event, message) => {
    await expect((async () => ask(event))()).rejects.toThrow(message);
  });
});

const folder = join(import.meta.dirname, '../../../functions/shard-router/events');

it.each(readdirSync(folder))('the console’s test event %s is answered', async (file) => {
  const event = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  expect(event.dryRun).toBe(true);
  expect(Object.keys(await ask(event))).toHaveLength(1);
});
