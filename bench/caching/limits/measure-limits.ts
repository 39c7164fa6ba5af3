import { tagIdOf } from '../../../clients/cache/tags.ts';
import { tagKeyOf } from '../../../clients/cache/versions.ts';
import { type CacheClient, ioredisLink, KeyRefused, NotStored, openCache } from '../../../clients/cache.ts';
import { median } from '../../median.ts';
import { round } from '../../round.ts';
import type { Topology } from '../topologies.ts';

export interface Limits {
  /** What no cache stores, by what it is: whether every caller had it from the loader, and was told why it is not stored. */
  readonly unstored: Readonly<Record<string, boolean>>;
  /** The longest that one of them took, its load included. */
  readonly longestMs: number;
  /** Keys that are refused, by what they are. */
  readonly refused: Readonly<Record<string, boolean>>;
  readonly tags: {
    readonly count: number;
    readonly bytesEach: number;
    /** Of values that have one and the same tag. */
    readonly values: number;
    /** The median of invalidations of one tag: alone, beside all others, and with all values. */
    readonly aloneMs: number;
    readonly besideMs: number;
    readonly withValuesMs: number;
    /** Whether no value was answered with afterwards. */
    readonly areGone: boolean;
  };
}

const name = 'limits';
/** The longest text that there is in this Node: its JSON has two characters more. */
const longestText = 2 ** 29 - 24;
const mostTags = 1_000_000;
const mostValues = 20_000;
const tagsAtOnce = 10_000;
const times = 50;

/** What becomes of values, keys and tags that are beyond all measure. */
export async function measureLimits(topology: Topology, onProgress: (line: string) => void): Promise<Limits> {
  const redis = await topology.client();
  const troubles: unknown[] = [];
  const onTrouble = (_: string, error: unknown) => void troubles.push(error);
  const cache = openCache({ name, freshSeconds: 600, commandTimeoutMs: 5000, onTrouble, link: ioredisLink(redis) });
  onProgress('values that no cache stores');
  const { unstored, longestMs } = await odd(cache, troubles);
  onProgress(`${mostTags} tags`);
  const aloneMs = await timed(cache);
  const before = await usedBytes(redis);
  for (let from = 0; from < mostTags; from += tagsAtOnce) {
    const keys = Array.from({ length: tagsAtOnce }, (_, at) => tagKeyOf(name, tagIdOf(`tag/${from + at}`)));
    await redis.mset(...keys.flatMap((key) => [key, 'a-mark-of-12c-a-tag-of-12c']));
  }
  const bytesEach = (await usedBytes(redis)) - before;
  const besideMs = await timed(cache);
  onProgress(`${mostValues} values of one tag`);
  const { withValuesMs, areGone } = await ofOneTag(cache);
  const tags = { count: mostTags, values: mostValues, areGone, bytesEach: Math.round(bytesEach / mostTags) };
  const refused = { ...(await refusedKeys(cache)) };
  await cache.close();
  return { unstored, longestMs, refused, tags: { ...tags, aloneMs, besideMs, withValuesMs } };
}

async function odd(cache: CacheClient, troubles: unknown[]) {
  const ring: Record<string, unknown> = {};
  ring.itself = ring;
  const values: Readonly<Record<string, () => unknown>> = {
    'a number that JSON has not': () => 10n,
    'a ring': () => ring,
    'a function': () => () => 1,
    'a text of 512 MB': () => 'x'.repeat(longestText),
    'an object of 512 MB': () => ({ parts: Array.from({ length: 600 }, () => 'x'.repeat(1024 * 1024)) }),
    'a buffer of 512 MB': () => Buffer.alloc(longestText),
    'an object with such a buffer': () => ({ body: Buffer.alloc(longestText) }),
    'more than mostBytes': () => 'x'.repeat(2 * 1024 * 1024),
  };
  const unstored: Record<string, boolean> = {};
  let longestMs = 0;
  for (const [what, make] of Object.entries(values)) {
    const value = make();
    troubles.length = 0;
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 3 }, () => cache.get(what, async () => value)));
    longestMs = Math.max(longestMs, performance.now() - began);
    const isTold = troubles.some((error) => error instanceof NotStored);
    // What is JSON, and only too large, is answered with as a copy.
    unstored[what] = isTold && answers.every((one) => one === value || typeof one === typeof value);
  }
  return { unstored, longestMs: Math.round(longestMs) };
}

async function refusedKeys(cache: CacheClient): Promise<Readonly<Record<string, boolean>>> {
  const keys = { 'of nothing': '', 'of 65,537 characters': 'x'.repeat(65_537), 'that is not text': '\ud800' };
  const refused = Object.entries(keys).map(async ([what, key]) => {
    const error: unknown = await cache.get(key, async () => 1).catch((thrown: unknown) => thrown);
    return [what, error instanceof KeyRefused] as const;
  });
  const longest = await cache.get('x'.repeat(65_536), async () => 'kept');
  return { ...Object.fromEntries(await Promise.all(refused)), 'but not of 65,536': longest === 'kept' };
}

async function timed(cache: CacheClient): Promise<number> {
  const took: number[] = [];
  for (let at = 0; at < times; at++) {
    const began = performance.now();
    await cache.invalidateTag('one');
    took.push(performance.now() - began);
  }
  return round(median(took));
}

async function ofOneTag(cache: CacheClient) {
  const load = async (value: string) => {
    let loads = 0;
    for (let from = 0; from < mostValues; from += 500) {
      const some = Array.from({ length: 500 }, (_, at) => `value/${from + at}`);
      const get = async (key: string) =>
        cache.get(
          key,
          async () => {
            loads++;
            return value;
          },
          { tags: ['one'] },
        );
      await Promise.all(some.map(get));
    }
    return loads;
  };
  await load('old');
  const began = performance.now();
  await cache.invalidateTag('one');
  const withValuesMs = round(performance.now() - began);
  return { withValuesMs, areGone: (await load('new')) === mostValues };
}

async function usedBytes(redis: Awaited<ReturnType<Topology['client']>>): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1] ?? Number.NaN);
}
