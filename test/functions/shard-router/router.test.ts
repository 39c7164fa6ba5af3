import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { checkKey } from '../../../adapters/sharding/client/check-key.ts';
import { answer } from '../../../core/sharding/answer.ts';
import { KeyRouter } from '../../../core/sharding/map/key-router.ts';
import { invoke } from '../../../functions/front-door.ts';
import { questions } from '../../../functions/questions.ts';
import { hears } from '../../../functions/shard-router/roster.ts';
import { aKeyspace } from '../../core/sharding/a-keyspace.ts';

async function router() {
  const stores = await aKeyspace([40, 10, 10, 10, 5, 5, 5, 5]);
  const map = await stores.keyspaces.map('shop', true);
  if (map === null) throw new Error('there is no map');
  const known = new KeyRouter(map);
  const routes = async (keys: readonly string[]) => {
    for (const key of keys) checkKey(key);
    return keys.map((key) => known.route(key));
  };
  return { ...stores, keyspace: 'shop', routes, nowMs: () => 0 };
}

async function ask(event: unknown, of = router()): Promise<unknown> {
  const asked = await of;
  const invocation = async () => async (question: Parameters<typeof answer>[0]) => {
    return { answer: await answer(question, asked), told: [] };
  };
  const door = questions({ hears: hears('shop'), sinks: [], invocation });
  return invoke(event, { awsRequestId: 'r' } as Context, new AbortController().signal, door);
}

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
    const of = router();
    const told = await ask({ plan: { is: 'merge', shard: 'a', to: 'b' } }, of);
    const parts = await of;
    expect(told).toMatchObject({ plan: { keyspace: 'shop', bytes: 4000, goal: { is: 'merge' } } });
    expect(await parts.planning.plans('shop', 9)).toEqual([]);
    expect(await parts.keyspaces.activeMoves('shop')).toEqual([]);
  });

  it.each([
    [{}, 'event: expected one of: one question {"resolve":"<key>"}, {"describe":true} or {"plan":{"is":"balance"}}'],
    [{ resolve: 'a', describe: true }, 'event: expected one question, with up to 1000 keys, and not several things'],
    [{ resolve: [] }, 'event.resolve: expected'],
    [{ plan: { is: 'shuffle' } }, 'event.plan.is: expected'],
    [{ resolve: 'a', keyspace: 'other' }, 'keyspace: "other" is another; this function looks at "shop" alone'],
    ['resolve', 'event: expected one of: one question'],
    [{ resolve: 'x'.repeat(1_048_577) }, 'the key has more than 1 MB'],
  ])('refuses what it does not understand, and says how to ask (%#)', async (event, message) => {
    await expect(ask(event)).rejects.toThrow(message);
  });
});
