import { createHash } from 'node:crypto';
import { CacheDown, KeyRefused } from './cache-errors.ts';
import type { CacheLink } from './cache-link.ts';
import { GuardedLink } from './guarded-link.ts';
import { type Load, type Loaded, Loads, type Place } from './loads.ts';
import { OneAfterTheOther } from './one-after-the-other.ts';
import { invalidate } from './scripts.ts';
import { ServerClock } from './server-clock.ts';
import type { CheckedSettings } from './settings.ts';
import { readStored, type Stored } from './stored.ts';
import { Versions } from './versions.ts';

interface CacheWorld {
  readonly link: CacheLink;
  readonly settings: CheckedSettings;
  /** From 0 up to 1. */
  random(): number;
  newToken(): string;
  monotonicMs(): number;
}

const longestKey = 64 * 1024;
const longestPlainKey = 256;
/** Past so many invalidations that could not be made, all values are left behind instead. */
const mostOwed = 1000;

/** One cache of an application: cache-aside with a lease. No read rejects because of the cache. */
export class CacheClient {
  private readonly world: CacheWorld;
  private readonly link: GuardedLink;
  private readonly clock: ServerClock;
  private readonly versions: Versions;
  private readonly loads: Loads;
  private readonly unstored = new OneAfterTheOther<unknown>();
  private readonly behind = new Set<Promise<unknown>>();
  /** Keys whose invalidation the server has not heard of; null where they were too many. */
  private owed: Set<string> | null = new Set();

  constructor(world: CacheWorld) {
    this.world = world;
    const { settings } = world;
    const { name, versionMs, commandTimeoutMs: timeoutMs, onTrouble } = settings;
    this.link = new GuardedLink({ link: world.link, timeoutMs, onTrouble, catchUp: () => this.catchUp() });
    this.clock = new ServerClock(world.monotonicMs);
    const shared = { ...world, link: this.link, clock: this.clock };
    const longestMs = settings.freshMs + Math.max(settings.staleMs, settings.errorMs, settings.absentMs);
    this.versions = new Versions({ ...shared, name, knownMs: versionMs, keepMs: Math.ceil(2 * longestMs) + 60_000 });
    this.loads = new Loads(shared);
  }

  /**
   * The value of a key, from the cache or else from `load`; null where there is none. Every caller gets a copy, as JSON
   * tells it: a Date is a text. Rejects with what `load` rejects with, and with `KeyRefused`.
   */
  async get<T>(key: string, load: () => Promise<T>): Promise<T | null> {
    const id = idOf(key);
    const untilMs = this.world.monotonicMs() + this.world.settings.waitMs;
    const safe = guarded(load);
    try {
      const found = await this.stored(id, safe, untilMs);
      return plainOf(found ?? { raw: await this.unstored.do(id, safe) }) as T | null;
    } catch (error) {
      throw error instanceof LoadFailed ? error.cause : error;
    }
  }

  /**
   * Takes a value away, and its right to be stored from whoever loads it now. Call it once the change is committed; no read
   * that begins after its end is answered with what was before. False where the server could not be told: it will be by
   * this process once it is back, and until then what was stored may be read as long as values live.
   */
  async invalidate(key: string): Promise<boolean> {
    const id = idOf(key);
    try {
      await this.forget(id, this.link);
      return true;
    } catch (error) {
      this.owe(id);
      // A server that cannot be told what is over must not be read from, though it answers.
      this.link.distrust(this.versions.key, error);
      this.world.settings.onTrouble('an invalidation could not be made', error);
      return false;
    }
  }

  /** Leaves all values of this cache behind; other processes learn of it within `versionSeconds`. Rejects with `CacheDown`. */
  async bump(): Promise<void> {
    await this.versions.bump(this.link);
  }

  /** Waits until no stale value is loaded again behind an answer. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.behind]);
  }

  async close(): Promise<void> {
    await this.link.close();
  }

  /** Null where the cache is gone, refuses, or lets one wait for too long: the loader answers then. */
  private async stored(id: string, load: Load, untilMs: number): Promise<Loaded | null> {
    try {
      while (!this.versions.isDown()) {
        const found = await this.look(id, load, untilMs);
        if (found !== null || this.world.monotonicMs() >= untilMs) return found;
      }
    } catch (error) {
      if (error instanceof LoadFailed) throw error;
      if (!(error instanceof CacheDown)) this.world.settings.onTrouble('the cache refuses', error);
    }
    return null;
  }

  /** Null where it is to be looked again. */
  private async look(id: string, load: Load, untilMs: number): Promise<Loaded | null> {
    const place = this.placeOf(id, await this.versions.current());
    const text = await this.link.get(place.value);
    const seen = text === null ? null : readStored(text);
    const state = seen === null ? 'expired' : this.stateOf(seen);
    if (seen === null || state === 'expired') return this.join(place, load, seen, untilMs);
    if (seen.is === 'pass') return { raw: await this.unstored.do(id, load) };
    if (state === 'due') return (await this.refreshed(place, load, seen.stamp)) ?? seen;
    return seen;
  }

  private async join(place: Place, load: Load, seen: Stored | null, untilMs: number): Promise<Loaded | null> {
    try {
      return await this.loads.join(place, load, seen?.stamp ?? '', untilMs);
    } catch (error) {
      const mayAnswer = seen?.is === 'value' && this.ageOf(seen) <= seen.freshMs + this.world.settings.errorMs;
      if (error instanceof LoadFailed && mayAnswer) return seen;
      throw error;
    }
  }

  private async refreshed(place: Place, load: Load, stamp: string): Promise<Loaded | null> {
    const again = this.loads.again(place, load, stamp).catch((error: unknown) => {
      this.world.settings.onTrouble('a stale value could not be loaded again', error);
      return null;
    });
    if (this.world.settings.refresh === 'inline') return again;
    this.behind.add(again);
    void again.finally(() => this.behind.delete(again));
    return null;
  }

  /** `due`: answered with, and to be loaded again, since it is stale or, by a probability that grows towards that, soon is. */
  private stateOf(stored: Stored): 'fresh' | 'due' | 'expired' {
    const age = this.ageOf(stored);
    const isValue = stored.is === 'value';
    if (age > stored.freshMs) return isValue && age <= stored.freshMs + this.world.settings.staleMs ? 'due' : 'expired';
    // XFetch, https://www.vldb.org/pvldb/vol8/p886-vattani.pdf
    const early = -stored.loadMs * Math.log(1 - this.world.random());
    return isValue && age + early > stored.freshMs ? 'due' : 'fresh';
  }

  private ageOf({ beganMs }: Stored): number {
    return this.clock.nowMs() - beganMs;
  }

  /** By the version as it is now: what others store under goes by it too. */
  private async forget(id: string, link: Pick<CacheLink, 'run'>): Promise<void> {
    const { value, lease } = this.placeOf(id, await this.versions.fresh(link));
    await link.run(invalidate, [value, lease], []);
  }

  private owe(id: string): void {
    this.owed?.add(id);
    if (this.owed !== null && this.owed.size > mostOwed) this.owed = null;
  }

  /** What the server has to hear before it is read from again. Rejects, and still owes it, where that fails. */
  private async catchUp(): Promise<void> {
    const { owed } = this;
    const { link } = this.world;
    if (owed === null) {
      await this.versions.bump(link);
      this.owed = new Set();
      return;
    }
    for (const id of [...owed]) {
      await this.forget(id, link);
      owed.delete(id);
    }
  }

  private placeOf(id: string, version: string): Place {
    const tag = `{${this.world.settings.name}:${version}:${id}}`;
    return { value: `hc:${tag}`, lease: `hl:${tag}` };
  }
}

/** What a loader rejected with, told apart from what the cache does. */
class LoadFailed extends Error {}

function guarded(load: Load): Load {
  return async () => {
    try {
      return await load();
    } catch (cause) {
      throw new LoadFailed('the load failed', { cause });
    }
  };
}

function plainOf(loaded: Loaded): unknown {
  return 'json' in loaded ? JSON.parse(loaded.json) : (loaded.raw ?? null);
}

/** Short keys as they are, long ones by their hash. */
function idOf(key: string): string {
  if (typeof key !== 'string' || key === '' || key.length > longestKey || !key.isWellFormed())
    throw new KeyRefused(`expected a key of 1 to ${longestKey} characters that UTF-8 can write`);
  return key.length > longestPlainKey ? `h${createHash('sha256').update(key).digest('base64url')}` : `k${key}`;
}
