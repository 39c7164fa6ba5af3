import { CacheDown } from './cache-errors.ts';
import type { CacheLink } from './cache-link.ts';
import { GuardedLink } from './guarded-link.ts';
import { HotLevel } from './hot-level.ts';
import { idOf } from './key-id.ts';
import { type Load, type Loaded, Loads, versionKeepMs, type Wanted } from './loads.ts';
import { OneAfterTheOther } from './one-after-the-other.ts';
import { Owed } from './owed.ts';
import { Servers } from './servers.ts';
import type { CheckedSettings } from './settings.ts';
import { readStored, type Stored } from './stored.ts';
import { Tags, tagIdOf, tagIdsOf } from './tags.ts';
import { UseReports } from './use-reports.ts';
import { bumpAll, forgetAt, type Place, placeOf } from './versions.ts';

interface CacheWorld {
  readonly link: CacheLink;
  readonly settings: CheckedSettings;
  /** From 0 up to 1. */
  random(): number;
  /** Twelve characters, never the same again. */
  newToken(): string;
  monotonicMs(): number;
}

/** What more may be said of a value. */
export interface GetOptions {
  /**
   * What `invalidateTag` takes it away by, e.g. `['customer/17']`; 16 at most, and always the same for a key. Each is asked for
   * beside the value. @default none
   */
  readonly tags?: readonly string[];
}

/** A value that is asked for. */
interface Asked {
  readonly id: string;
  readonly tagIds: readonly string[];
}

/** Who is asked for more often by one process is hot. */
const hotPerSecond = 100;

/** One cache of an application: cache-aside with a lease. No read rejects because of the cache. */
export class CacheClient {
  private readonly world: CacheWorld;
  private readonly link: GuardedLink;
  private readonly servers: Servers;
  private readonly loads: Loads;
  private readonly tags: Tags;
  private readonly owed: Owed;
  private readonly hot: HotLevel;
  private readonly reports: UseReports;
  private readonly unstored = new OneAfterTheOther<unknown>();
  private readonly behind = new Set<Promise<unknown>>();

  constructor(world: CacheWorld) {
    this.world = world;
    const { commandTimeoutMs: timeoutMs, onTrouble } = world.settings;
    this.link = new GuardedLink({ link: world.link, timeoutMs, onTrouble });
    this.servers = new Servers(world.monotonicMs);
    this.loads = new Loads({ ...world, link: this.link, servers: this.servers });
    this.tags = new Tags({ ...world, link: this.link, servers: this.servers, keepMs: versionKeepMs(world.settings) });
    this.hot = new HotLevel(world.settings.hotMs);
    this.reports = new UseReports({ ...world, link: this.link });
    this.owed = new Owed({ forget: (id) => this.forget(id), bump: () => this.bump() });
  }

  /**
   * The value of a key, from the cache or else from `load`; null where there is none. Every caller gets a copy, as JSON
   * tells it: a Date is a text. Rejects with what `load` rejects with, and with `KeyRefused`.
   */
  async get<T>(key: string, load: () => Promise<T>, { tags = [] }: GetOptions = {}): Promise<T | null> {
    const [id, tagIds] = [idOf(key), tagIdsOf(tags)];
    const nowMs = this.world.monotonicMs();
    const perSecond = this.reports.use(id, nowMs);
    const kept = this.hot.get(id, nowMs);
    if (kept !== null) return plainOf(kept) as T | null;
    const untilMs = nowMs + this.world.settings.waitMs;
    const safe = this.timed(guarded(load));
    const { changes } = this.hot;
    try {
      const found = await this.stored({ id, tagIds }, safe, untilMs);
      if (found !== null && 'is' in found) this.answered(id, found, perSecond, changes);
      return plainOf(found ?? { raw: await this.unstored.do(id, safe) }) as T | null;
    } catch (error) {
      throw error instanceof LoadFailed ? error.cause : error;
    }
  }

  /**
   * Takes a value away, and its right to be stored from whoever loads it now. Call it once the change is committed; no read
   * that begins after its end is answered with what was before. False where the server could not be told: it will be by
   * this process once it is back, and until then what was stored may be read elsewhere as long as values live.
   */
  async invalidate(key: string): Promise<boolean> {
    const id = idOf(key);
    this.hot.forget(id);
    this.reports.forget(id);
    try {
      await this.forget(id);
      return true;
    } catch (error) {
      this.owed.add(id);
      this.world.settings.onTrouble('an invalidation could not be made', error);
      return false;
    }
  }

  /**
   * Takes all values away that were asked for with this tag, however many they are, by one command; the same is promised and
   * answered as by `invalidate`.
   */
  async invalidateTag(tag: string): Promise<boolean> {
    const id = tagIdOf(tag);
    this.hot.clear();
    try {
      await this.tags.invalidate(id);
      return true;
    } catch (error) {
      this.owed.add(id);
      this.world.settings.onTrouble('an invalidation could not be made', error);
      return false;
    }
  }

  /** Leaves all values of this cache behind, for every process at once. Rejects with `CacheDown`; then some may be left. */
  async bump(): Promise<void> {
    this.hot.clear();
    await bumpAll(this.link, this.world.settings.name);
  }

  /** Waits until no stale value is loaded again behind an answer. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.behind]);
  }

  async close(): Promise<void> {
    this.owed.close();
    await this.link.close();
  }

  private answered(id: string, stored: Stored, perSecond: number, changes: number): void {
    this.reports.answered(id, this.ageOf(stored), stored.json.length);
    if (perSecond > hotPerSecond) this.hot.keep(id, stored, this.world.monotonicMs(), changes);
  }

  private timed(load: Load): Load {
    return async () => {
      const beganMs = this.world.monotonicMs();
      const loaded = await load();
      this.reports.loaded(this.world.monotonicMs() - beganMs);
      return loaded;
    };
  }

  /** Null where the cache is gone, refuses, or lets one wait for too long: the loader answers then. */
  private async stored(asked: Asked, load: Load, untilMs: number): Promise<Loaded | Stored | null> {
    try {
      while (![asked.id, ...asked.tagIds].some((id) => this.owed.has(id))) {
        const found = await this.look(asked, load, untilMs);
        if (found !== null || this.world.monotonicMs() >= untilMs) return found;
      }
    } catch (error) {
      if (error instanceof LoadFailed) throw error;
      if (!(error instanceof CacheDown)) this.world.settings.onTrouble('the cache refuses', error);
    }
    return null;
  }

  /** Null where it is to be looked again. */
  private async look({ id, tagIds }: Asked, load: Load, untilMs: number): Promise<Loaded | Stored | null> {
    const place = placeOf(this.world.settings.name, id);
    const [tags, seen] = await Promise.all([this.tags.seen(tagIds), this.read(place)]);
    const isOf = seen !== null && (seen.is === 'pass' || seen.tags === tags);
    const state = isOf ? this.stateOf(seen) : 'expired';
    if (seen === null || tags === null || state === 'expired') {
      const wanted = { place, tags: await this.tags.made(tagIds) };
      const landed = await this.join(wanted, load, { stamp: seen?.stamp ?? '', stale: isOf ? seen : null }, untilMs);
      return landed !== null && 'is' in landed ? this.foundBy(id, wanted, landed, load) : landed;
    }
    if (seen.is === 'pass') return { raw: await this.unstored.do(id, load) };
    if (state === 'due') return (await this.refreshed({ place, tags }, load, seen.stamp)) ?? seen;
    return seen;
  }

  /** What somebody else has stored between a miss and the lease. */
  private async foundBy(id: string, { tags }: Wanted, found: Stored, load: Load): Promise<Loaded | Stored | null> {
    if (found.is === 'pass') return { raw: await this.unstored.do(id, load) };
    return found.tags !== tags || this.stateOf(found) === 'expired' ? null : found;
  }

  /** Null where there is none, and where it is not of the version that stands at the server that answers. */
  private async read(place: Place): Promise<Stored | null> {
    const node = this.link.nodeOf(place.value);
    const [version, text] = await this.link.read([place.version, place.value]);
    if (typeof version !== 'string' || typeof text !== 'string') return null;
    if (this.link.nodeOf(place.value) !== node) return null;
    const aheadMs = this.servers.aheadOf(node, version, text);
    return aheadMs === null ? null : readStored(text, aheadMs);
  }

  /** `stamp` is of what does not do; `stale` is answered with where the load fails, as long as that is promised. */
  private async join(
    wanted: Wanted,
    load: Load,
    { stamp, stale }: { readonly stamp: string; readonly stale: Stored | null },
    untilMs: number,
  ): Promise<Loaded | Stored | null> {
    try {
      return await this.loads.join(wanted, load, stamp, untilMs);
    } catch (error) {
      const mayAnswer = stale?.is === 'value' && this.ageOf(stale) <= stale.freshMs + this.world.settings.errorMs;
      if (error instanceof LoadFailed && mayAnswer) return { json: stale.json };
      throw error;
    }
  }

  private async refreshed(wanted: Wanted, load: Load, stamp: string): Promise<Loaded | null> {
    const again = this.loads.again(wanted, load, stamp).catch((error: unknown) => {
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
    return this.world.monotonicMs() - beganMs;
  }

  private async forget(id: string): Promise<void> {
    if (id.startsWith('t')) await this.tags.invalidate(id);
    else await forgetAt(this.link, placeOf(this.world.settings.name, id));
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

function plainOf(loaded: Loaded | Stored): unknown {
  return 'json' in loaded ? JSON.parse(loaded.json) : (loaded.raw ?? null);
}
