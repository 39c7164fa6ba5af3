import { describe, expect, it } from 'vitest';
import type { KeptUse } from '../../../adapters/caching/kept-use.ts';
import { KeyRefused } from '../../../clients/cache/cache-errors.ts';
import { readPatterns } from '../../../core/caching/config/key-pattern.ts';
import type { UseReport } from '../../../core/caching/use-report.ts';
import type { Counted, Told } from '../../../core/looking/sink.ts';
import { invalidating } from '../../../functions/cache-invalidator/invalidating.ts';
import { hears } from '../../../functions/cache-invalidator/roster.ts';
import type { InvalidatedCache } from '../../../functions/cache-invalidator/touching.ts';
import { invoke } from '../../../functions/front-door.ts';
import { aContext } from '../resource-allocator/queue-events.ts';

const row = (sequence: string, images: object, table = 'orders') => ({
  eventSource: 'aws:dynamodb',
  eventSourceARN: `arn:aws:dynamodb:eu-west-1:111122223333:table/${table}/stream/1`,
  dynamodb: { SequenceNumber: sequence, ApproximateCreationDateTime: 1000, ...images },
});
const message = (messageId: string, body: object) => ({
  messageId,
  eventSource: 'aws:sqs',
  body: JSON.stringify(body),
});

/** A cache that may be dead, and what its invalidator has done. */
function aCache(more: Partial<InvalidatedCache> = {}) {
  const taken: string[] = [];
  const away: { record: unknown; why: string }[] = [];
  const counted: Counted[] = [];
  const told: Told[] = [];
  const kept: Omit<KeptUse, 'nodes'>[] = [];
  const state = { isDead: false, bumps: 0, mayPutAway: true };
  const alive = () => {
    if (state.isDead) throw new Error('it does not answer');
  };
  const cache: InvalidatedCache = {
    invalidate: async (key) => {
      if (key.includes('\ud800')) throw new KeyRefused('no key');
      alive();
      taken.push(key);
    },
    invalidateTag: async (tag) => {
      alive();
      taken.push(`#${tag}`);
    },
    bump: async () => {
      alive();
      state.bumps++;
    },
    reports: async () => {
      alive();
      return [];
    },
    masters: () => 1,
    shrink: async () => ({ held: 0 }),
    ...more,
  };
  const door = invalidating({
    cache: 'orders',
    patternsOf: () => readPatterns('{"orders":{"keys":["order/{id}"],"tags":["customer/{customer}"]}}'),
    hears: hears('orders'),
    sinks: [{ tell: (one) => void told.push(one), count: (one) => void counted.push(one), flush: async () => {} }],
    ...{ nodes: () => null, shrinksFirst: false, usdPerMiss: async () => null, onTrouble: () => {} },
    reached: async () => cache,
    keepUse: async (one) => void kept.push(one),
    putAway: async (record, why) => {
      if (!state.mayPutAway) throw new Error('the queue is not there');
      away.push({ record, why: why.message });
    },
    nowMs: () => 1_090_000,
  });
  const send = (event: unknown) => invoke(event, aContext(), new AbortController().signal, door);
  const count = (name: string) => counted.find((one) => one.name === name)?.value;
  return { send, state, taken, away, told, kept, count };
}

describe('the invalidator of a cache', () => {
  it('takes each key once out of the cache, however many rows ask for it, and counts how long they waited', async () => {
    const { send, taken, count } = aCache();
    const id = { id: { S: '17' } };
    const after = { ...id, customer: { S: 'ann' } };
    const answer = await send({ Records: [row('1', { Keys: id }), row('2', { Keys: id, NewImage: after })] });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(taken).toEqual(['order/17', '#customer/ann']);
    expect([count('CacheKeysInvalidated'), count('CacheChangeAgeSeconds')]).toEqual([2, 90]);
  });

  it('takes out what a row can tell beside what it cannot, and puts it away once that is done', async () => {
    const { send, state, taken, away } = aCache();
    const strange = { Keys: { id: { S: '17' } }, NewImage: { customer: { M: {} } } };
    state.isDead = true;
    const again = { batchItemFailures: [{ itemIdentifier: '1' }] };
    expect(await send({ Records: [row('1', strange)] })).toEqual(again);
    expect(away).toEqual([]);
    state.isDead = false;
    expect(await send({ Records: [row('1', strange)] })).toEqual({ batchItemFailures: [] });
    expect([taken, away.map(({ why }) => why)]).toEqual([['order/17'], [expect.stringContaining('customer: ')]]);
  });

  it('asks for just those again that it could not take out, and says that the cache is not reached', async () => {
    const { send, state, count, told } = aCache();
    state.isDead = true;
    const rows = [row('1', { Keys: { other: { S: 'x' } } }), row('2', { Keys: { id: { S: '17' } } })];
    expect(await send({ Records: rows })).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    const queued = [message('a', { cache: 'orders', keys: ['k'] })];
    expect(await send({ Records: queued })).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
    expect(count('CacheUnreachable')).toBe(1);
    expect(told.map(({ line }) => line.message)).toContain('the cache orders cannot be told');
  });

  it('puts away what will never be understood, and holds nothing else up by it', async () => {
    const { send, away, taken, count } = aCache();
    const records = [
      row('1', { Keys: { id: { M: {} } } }),
      row('2', { Keys: { id: { S: '18' } } }),
      row('3', { Keys: { id: { S: '1' } } }, 'others'),
      { eventSource: 'aws:dynamodb', dynamodb: { SequenceNumber: '4' } },
    ];
    expect(await send({ Records: records })).toEqual({ batchItemFailures: [] });
    expect(taken).toEqual(['order/18']);
    expect(away.map(({ why }) => why.slice(0, 40)).sort()).toEqual([
      expect.stringContaining('event.Records[3]'),
      expect.stringContaining('id: expected a text or a number'),
      expect.stringContaining('table: no keys or tags are configured fo'),
    ]);
    expect(count('CacheRecordsRefused')).toBe(2);
  });

  it('puts away a key that no cache takes, a message of another cache, and one that is not JSON', async () => {
    const { send, away } = aCache();
    const records = [
      message('a', { cache: 'orders', keys: ['\ud800'] }),
      message('b', { cache: 'others', keys: ['k'] }),
      { messageId: 'c', eventSource: 'aws:sqs', body: 'no JSON' },
    ];
    expect(await send({ Records: records })).toEqual({ batchItemFailures: [] });
    expect(away).toHaveLength(3);
  });

  it('tells in a dry run what it would put away, and puts nothing away', async () => {
    const { send, away } = aCache();
    const Records = [
      row('7', { Keys: { id: { M: {} } } }),
      { eventSource: 'aws:dynamodb', dynamodb: { SequenceNumber: '8' } },
    ];
    const failures = [{ itemIdentifier: '7' }, { itemIdentifier: '8' }];
    expect(await send({ Records, dryRun: true })).toEqual({ batchItemFailures: failures });
    expect(away).toEqual([]);
  });

  it('keeps what it could not put away', async () => {
    const { send, state } = aCache();
    state.mayPutAway = false;
    const answer = await send({ Records: [row('7', { Keys: { id: { M: {} } } })] });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
  });

  it('answers a person with what it would take out, and takes nothing', async () => {
    const { send, taken, state } = aCache();
    expect(await send({ cache: 'orders', keys: ['a', 'a', 'b'], tags: ['a'], dryRun: true })).toMatchObject({
      items: [{ key: 'a' }, { key: 'b' }, { tag: 'a' }],
    });
    await send({ cache: 'orders', bump: true, dryRun: true });
    expect([taken, state.bumps]).toEqual([[], 0]);
    await send({ cache: 'orders', bump: true });
    expect(state.bumps).toBe(1);
  });

  it('fails for a person where the cache cannot be told', async () => {
    const { send, state } = aCache();
    state.isDead = true;
    await expect(send({ cache: 'orders', keys: ['a'] })).rejects.toThrow('it does not answer');
    await expect(send({ cache: 'orders', bump: true })).rejects.toThrow('it does not answer');
    expect(await send({ cache: 'orders' })).toMatchObject({ unreachable: 'it does not answer', use: null });
  });

  it('counts each report of a process once, and a broken promise', async () => {
    const report = (oldestMs: number): UseReport => ({
      ...{ schema: 2, seconds: 60, requests: 100, loads: 10, loadMs: 50, oldestMs, promisedMs: 60_000, hot: [] },
      seen: { requests: 100, sampled: 100, keys: 10, meanBytes: 5, byDistance: [50, 40] },
    });
    const left = [
      { place: 1, atMs: 1000, ageMs: 5000, report: report(70_000) },
      { place: 2, atMs: 900, ageMs: 90_000, report: report(1) },
    ];
    const { send, count, kept } = aCache({ reports: async () => left });
    await send({ source: 'headroom.tick', cache: 'orders' });
    expect([count('CacheSavedLoads'), count('CacheHitRatio'), count('CachePromiseBroken')]).toEqual([90, 0.9, 1]);
    expect(await send({ source: 'headroom.tick', cache: 'orders' })).toMatchObject({ use: { processes: 0 } });
    expect(await send({ cache: 'orders' })).toMatchObject({ use: { processes: 2 } });
    // Of all that have told of the last minutes, and not again within five.
    expect(kept.map(({ use }) => use.processes)).toEqual([2]);
  });
});
