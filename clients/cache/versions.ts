import { murmur3 } from '../../core/sharding/map/murmur3.ts';
import type { CacheLink } from './cache-link.ts';
import { bump, invalidate } from './scripts.ts';

/** How many parts the versions of a cache are in: a slot each, so that a cluster has many on every node. */
const parts = 1024;
const atOnce = 64;

/** The three keys of a value; they lie in one slot. */
export interface Place {
  readonly version: string;
  readonly value: string;
  readonly lease: string;
}

/** Where the value of an id is. Why: docs/decisions/0059. */
export function placeOf(name: string, id: string): Place {
  const tag = `{${name}#${murmur3(id, 0) & (parts - 1)}}`;
  return { version: `hv:${tag}`, value: `hc:${tag}${id}`, lease: `hl:${tag}${id}` };
}

/** Where the version of a tag is. */
export function tagKeyOf(name: string, id: string): string {
  return `ht:{${name}#${murmur3(id, 0) & (parts - 1)}}${id}`;
}

export const keysOf = ({ version, value, lease }: Place): readonly string[] => [version, value, lease];

/** Takes a value away, and its right to be stored from whoever loads it now. */
export async function forgetAt(link: Pick<CacheLink, 'run'>, place: Place): Promise<void> {
  await link.run(invalidate, keysOf(place), []);
}

/** Leaves all values of a cache behind. Rejects where a part of it could not be told. */
export async function bumpAll(link: Pick<CacheLink, 'run'>, name: string): Promise<void> {
  for (let from = 0; from < parts; from += atOnce) {
    const some = Array.from({ length: atOnce }, (_, at) => `hv:{${name}#${from + at}}`);
    await Promise.all(some.map((version) => link.run(bump, [version], [])));
  }
}
