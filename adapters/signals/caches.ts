import * as z from 'zod/mini';
import type { CacheCall, CacheItem } from '../../core/model/cache-call.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { type Shape, shape, typed, type Wrapping } from './shape.ts';

const mostKeys = 10_000;
const longestName = 60;
const image = z.optional(z.record(z.string(), z.record(z.string(), z.unknown())));
interface Listed {
  readonly keys?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
}

const namesAny = ({ keys, tags }: Listed) => keys !== undefined || tags !== undefined;
const itemsOf = ({ keys = [], tags = [] }: Listed): readonly CacheItem[] => [
  ...keys.map((key) => ({ key })),
  ...tags.map((tag) => ({ tag })),
];

const keyList = () => z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(mostKeys));
const listed = { keys: z.optional(keyList()), tags: z.optional(keyList()) };

/** Throws `InvalidInput` where a message names another cache than the one that a function invalidates in. */
function refuseOther(named: string | undefined, cache: string, { at }: Wrapping): void {
  if (named === undefined || named === cache) return;
  const next = `this function invalidates in "${cache}" alone; each cache has one of its own`;
  throw new InvalidInput(`${at}.cache`, `"${named.slice(0, longestName)}" is another; ${next}`);
}

/** A change of a row, as the stream of its table tells it. */
const rowChanged: Shape<CacheCall> = shape(
  'row-changed',
  z.object({
    eventSource: z.literal('aws:dynamodb'),
    eventSourceARN: z.string().check(z.regex(/:table\/[^/]+/, 'the ARN of a stream of DynamoDB')),
    dynamodb: z.object({
      Keys: image,
      OldImage: image,
      NewImage: image,
      ApproximateCreationDateTime: z.optional(z.number()),
    }),
  }),
  ({ eventSourceARN, dynamodb }, { dryRun }) => {
    const { Keys = {}, OldImage = {}, NewImage = {}, ApproximateCreationDateTime: seconds } = dynamodb;
    const table = /:table\/([^/]+)/.exec(eventSourceARN)?.[1] ?? '';
    const images = [OldImage, NewImage].map((one) => ({ ...Keys, ...one }));
    return { is: 'row', table, images, atMs: seconds === undefined ? null : seconds * 1000, dryRun };
  },
);

/** What whoever relays an outbox, or changes rows elsewhere, says on an event bus. */
const keysChanged = (cache: string): Shape<CacheCall> =>
  shape(
    'cache-keys-changed',
    z.object({
      time: z.optional(z.string()),
      detail: typed({ cache: z.optional(z.string()), ...listed }).check(z.refine(namesAny, 'keys or tags')),
    }),
    ({ time, detail }, wrapping) => {
      refuseOther(detail.cache, cache, wrapping);
      return { is: 'items', items: itemsOf(detail), atMs: sentAtMs(time), dryRun: wrapping.dryRun };
    },
  );

/** Somebody says what to take away, or asks how the cache is used, as the schedule does. */
const request = (cache: string): Shape<CacheCall> =>
  shape(
    'cache-request',
    typed({
      cache: z.string(),
      ...listed,
      bump: z.optional(z.literal(true)),
      source: z.optional(z.literal('headroom.tick')),
      id: z.optional(z.string()),
      time: z.optional(z.string()),
    }).check(
      z.refine(
        (asked) => [namesAny(asked), asked.bump, asked.source].filter(Boolean).length < 2,
        'keys and tags, bump or a tick, and not several',
      ),
    ),
    ({ cache: named, bump, source, time, ...asked }, wrapping): CacheCall => {
      refuseOther(named, cache, wrapping);
      const { dryRun } = wrapping;
      if (namesAny(asked)) return { is: 'items', items: itemsOf(asked), atMs: sentAtMs(time), dryRun };
      if (source !== undefined) return { is: 'tick', dryRun };
      return { is: bump === undefined ? 'question' : 'bump', dryRun };
    },
  );

/** All that is said to the invalidator of one cache. */
export function cacheCalls(cache: string): readonly Shape<CacheCall>[] {
  return [rowChanged, keysChanged(cache), request(cache)];
}
