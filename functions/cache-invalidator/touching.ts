import { setTimeout as sleep } from 'node:timers/promises';
import type { UseReport } from '../../core/caching/use-report.ts';
import { errorOf } from '../../core/looking/settle.ts';
import type { CacheItem } from '../../core/model/cache-call.ts';

/** What a process has left of how it used the cache. */
export interface LeftReport {
  /** Which process it is, by its place. */
  readonly place: number;
  readonly atMs: number;
  readonly ageMs: number;
  readonly report: UseReport;
}

/** A cache, as its invalidator touches it. */
export interface InvalidatedCache {
  /** Rejects with `KeyRefused` where no cache takes such a key, else where the cache cannot be told. */
  invalidate(key: string): Promise<void>;
  /** Takes away all values that have a tag. Rejects in the same way. */
  invalidateTag(tag: string): Promise<void>;
  bump(): Promise<void>;
  reports(): Promise<readonly LeftReport[]>;
  /** How many nodes are written to. */
  masters(): number;
  /** Takes away what was used longest ago until so many values are left, as far as time allows. */
  shrink(most: number, leftMs: () => number): Promise<{ readonly held: number }>;
}

const atOnce = 256;
/** A connection that has died while the process was frozen is made anew within less. */
const againMs = [150, 400];

/** What an item is called among others. */
export const nameOf = (item: CacheItem) => ('key' in item ? `key ${item.key}` : `tag ${item.tag}`);

/** A cache within one invocation: what is asked of it is tried again, and whether it could be reached is remembered. */
export class Touching {
  private readonly reached: () => Promise<InvalidatedCache>;
  private readonly abort: AbortSignal;
  /** Why the cache cannot be told; null where it was, or was not asked. */
  unreachable: Error | null = null;
  isAsked = false;

  constructor(reached: () => Promise<InvalidatedCache>, abort: AbortSignal) {
    this.reached = reached;
    this.abort = abort;
  }

  /** Rejects where it cannot be reached after all tries. */
  async reach<T>(ask: (cache: InvalidatedCache) => Promise<T>, waitsMs: readonly number[] = againMs): Promise<T> {
    this.isAsked = true;
    try {
      return await ask(await this.reached());
    } catch (error) {
      const [waitMs, ...later] = waitsMs;
      if (waitMs === undefined || this.abort.aborted) {
        this.unreachable ??= errorOf(error);
        throw error;
      }
      await sleep(waitMs);
      return this.reach(ask, later);
    }
  }

  /** Takes items away. Answers why some could not be, by their names. */
  async takeAway(wanted: ReadonlyMap<string, CacheItem>): Promise<ReadonlyMap<string, Error>> {
    if (wanted.size === 0) return new Map();
    this.isAsked = true;
    const refused = new Map<string, Error>();
    let left = new Map<string, Error>();
    let names: readonly string[] = [...wanted.keys()];
    for (const waitMs of [0, ...againMs]) {
      if (waitMs > 0) await sleep(waitMs);
      const failed = [...(await this.tryOnce(wanted, names))];
      for (const [name, error] of failed) if (isRefusal(error)) refused.set(name, error);
      left = new Map(failed.filter(([, error]) => !isRefusal(error)));
      names = [...left.keys()];
      if (names.length === 0) break;
    }
    const [last = null] = left.values();
    this.unreachable ??= last;
    return new Map([...refused, ...left]);
  }

  private async tryOnce(wanted: ReadonlyMap<string, CacheItem>, names: readonly string[]): Promise<Map<string, Error>> {
    const failed = new Map<string, Error>();
    const cache = await this.reached();
    const take = async (name: string) => {
      const item = wanted.get(name);
      if (item === undefined) return;
      if (this.abort.aborted) throw new Error('the time of the invocation was over');
      await ('key' in item ? cache.invalidate(item.key) : cache.invalidateTag(item.tag));
    };
    for (let from = 0; from < names.length; from += atOnce) {
      const some = names.slice(from, from + atOnce);
      await Promise.all(some.map((name) => take(name).catch((error: unknown) => failed.set(name, errorOf(error)))));
    }
    return failed;
  }
}

function isRefusal({ name }: Error): boolean {
  return name === 'KeyRefused';
}
