import { setTimeout as sleep } from 'node:timers/promises';
import type { KeptUse } from '../../adapters/caching/kept-use.ts';
import { type SeenUse, together } from '../../core/caching/curve-sampler.ts';
import type { HotKey } from '../../core/caching/hot-keys.ts';
import { type PatternsOf, plannedItems } from '../../core/caching/planned-items.ts';
import { countInvalidated } from '../../core/caching/report.ts';
import { type CacheUse, hottestOf, type UseReport, useOf } from '../../core/caching/use-report.ts';
import type { Heard } from '../../core/looking/deliver.ts';
import { errorOf, type Served } from '../../core/looking/settle.ts';
import type { Sink } from '../../core/looking/sink.ts';
import { tellFault } from '../../core/looking/tell.ts';
import type { CacheCall, CacheItem } from '../../core/model/cache-call.ts';
import type { Door } from '../front-door.ts';
import { puttingAway } from './put-away.ts';

/** A cache, as its invalidator touches it. */
export interface InvalidatedCache {
  /** Rejects with `KeyRefused` where no cache takes such a key, else where the cache cannot be told. */
  invalidate(key: string): Promise<void>;
  /** Takes away all values that have a tag. Rejects in the same way. */
  invalidateTag(tag: string): Promise<void>;
  bump(): Promise<void>;
  /** What each process has left, and how long ago. */
  reports(): Promise<
    readonly { readonly place: number; readonly atMs: number; readonly ageMs: number; readonly report: UseReport }[]
  >;
}

/** What invocations are made of. */
export interface InvalidatingWorld {
  readonly cache: string;
  /** Throws where they are none. */
  patternsOf(): PatternsOf;
  readonly hears: Door<CacheCall, CacheAnswer>['hears'];
  readonly sinks: readonly Sink[];
  /** The cache, once it was tried to reach it. */
  reached(): Promise<InvalidatedCache>;
  /** Keeps how the cache is used, for the command line. Never rejects: it is kept again some minutes later. */
  keepUse(kept: Omit<KeptUse, 'nodes'>): Promise<void>;
  /** Keeps a record that nobody understands, for a person. */
  putAway(record: unknown, why: Error): Promise<void>;
  nowMs(): number;
}

/** What a direct invocation is answered with. */
export interface CacheAnswer {
  readonly cache: string;
  /** What was taken away, or would be. */
  readonly items: readonly CacheItem[];
  /** Why the cache cannot be told; null where it was, or was not asked. */
  readonly unreachable: string | null;
  /** What its processes have told of; null where that was not asked. */
  readonly use: (CacheUse & { readonly seen: SeenUse; readonly hot: readonly HotKey[] }) | null;
}

const atOnce = 256;
/** A connection that has died while the process was frozen is made anew within less. */
const againMs = [150, 400];
/** Of a process that has just begun: what was left since the tick before. */
const tickMs = 60_000;
/** A write each minute would cost more than the ticks. */
const keepEveryMs = 5 * 60_000;
const shownItems = 1000;

/** What a process remembers between ticks. */
interface Ticked {
  /** When what was counted of each process was left, by its place. */
  readonly counted: Map<number, number>;
  /** When the use of the cache was kept last; null where this process has not kept it yet. */
  keptAtMs: number | null;
}

/** The door of the invalidator of one cache. Nothing is leased and nothing recorded: to invalidate twice does no harm. */
export function invalidating(world: InvalidatingWorld): Door<CacheCall, CacheAnswer> {
  const ticked: Ticked = { counted: new Map(), keptAtMs: null };
  return {
    hears: world.hears,
    sinks: world.sinks,
    serve: (heard, _, abort) => new Invocation(world, ticked, abort).serve(heard),
    comesAgain: puttingAway(world.putAway),
  };
}

class Invocation {
  private readonly world: InvalidatingWorld;
  private readonly ticked: Ticked;
  private readonly abort: AbortSignal;
  private unreachable: Error | null = null;
  private use: CacheAnswer['use'] = null;
  private isAsked = false;

  constructor(world: InvalidatingWorld, ticked: Ticked, abort: AbortSignal) {
    this.world = world;
    this.ticked = ticked;
    this.abort = abort;
  }

  async serve(heard: readonly Heard<CacheCall>[]): Promise<Served<CacheCall, CacheAnswer>> {
    const { world } = this;
    const { itemsOf, refused: unknown } = plannedItems(heard, world.patternsOf());
    const refused = new Map(unknown);
    const real = [...itemsOf].filter(([{ said }]) => !said.dryRun);
    const wanted = new Map(real.flatMap(([, items]) => items.map((item) => [nameOf(item), item] as const)));
    const failed = await this.takeAway(wanted);
    const faults = new Map<Heard<CacheCall>, Error>();
    for (const [one, items] of real) {
      const errors = items.flatMap((item) => failed.get(nameOf(item)) ?? []);
      const later = errors.find((error) => error.name !== 'KeyRefused');
      if (later !== undefined) faults.set(one, later);
      else if (errors[0] !== undefined) refused.set(one, errors[0]);
    }
    for (const one of heard) await this.beside(one, faults);
    this.tell(heard, { refused, faults, taken: wanted.size - failed.size });
    await Promise.all(world.sinks.map((sink) => sink.flush()));
    return {
      faults,
      refused,
      answer: () => this.answer([...itemsOf.values()].flat(), [...refused.values(), ...faults.values()]),
    };
  }

  /** Why some could not be taken away, by their names. Each is tried again within the invocation, where the cache was not there. */
  private async takeAway(wanted: ReadonlyMap<string, CacheItem>): Promise<ReadonlyMap<string, Error>> {
    const refused = new Map<string, Error>();
    let left = new Map<string, Error>([...wanted.keys()].map((name) => [name, new Error('not tried')]));
    for (const waitMs of [0, ...againMs]) {
      if (left.size === 0) break;
      if (waitMs > 0) await sleep(waitMs);
      const failed = await this.tryOnce(wanted, [...left.keys()]);
      left = new Map([...failed].filter(([, { name }]) => name !== 'KeyRefused'));
      for (const [name, error] of failed) if (!left.has(name)) refused.set(name, error);
    }
    const [last = null] = left.values();
    if (wanted.size > 0) this.reachedOr(last);
    return new Map([...refused, ...left]);
  }

  private async tryOnce(wanted: ReadonlyMap<string, CacheItem>, names: readonly string[]): Promise<Map<string, Error>> {
    const failed = new Map<string, Error>();
    const cache = await this.world.reached();
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

  /** What a message asks beside that. */
  private async beside(one: Heard<CacheCall>, faults: Map<Heard<CacheCall>, Error>): Promise<void> {
    const { said } = one;
    try {
      if (said.is === 'bump' && !said.dryRun) await this.reach((cache) => cache.bump());
      if (said.is === 'question' || said.is === 'tick') await this.ask(said);
    } catch (error) {
      // Whoever asks is told that it cannot be reached, and the next tick asks again.
      if (said.is === 'bump') faults.set(one, errorOf(error));
    }
  }

  private async ask(said: CacheCall): Promise<void> {
    this.isAsked = true;
    const left = await this.reach((cache) => cache.reports());
    const isTick = said.is === 'tick' && !said.dryRun;
    const fresh = isTick ? left.filter(({ place, atMs, ageMs }) => this.isNew(place, atMs, ageMs)) : left;
    this.use = told(fresh.map(({ report }) => report));
    if (isTick) await this.keep(left.map(({ report }) => report));
  }

  /** For whoever asks from where the cache cannot be reached. */
  private async keep(reports: readonly UseReport[]): Promise<void> {
    const { ticked, world } = this;
    const nowMs = world.nowMs();
    if (reports.length === 0 || nowMs - (ticked.keptAtMs ?? 0) < keepEveryMs) return;
    ticked.keptAtMs = nowMs;
    const { seen, hot, ...use } = told(reports);
    await world.keepUse({ atMs: nowMs, use, seen, hot });
  }

  private isNew(place: number, atMs: number, ageMs: number): boolean {
    const { counted } = this.ticked;
    const before = counted.get(place);
    counted.set(place, atMs);
    return before === undefined ? ageMs < tickMs : atMs > before;
  }

  private async reach<T>(ask: (cache: InvalidatedCache) => Promise<T>): Promise<T> {
    for (const waitMs of [...againMs, null]) {
      try {
        const answer = await ask(await this.world.reached());
        this.reachedOr(null);
        return answer;
      } catch (error) {
        if (waitMs === null || this.abort.aborted) {
          this.reachedOr(errorOf(error));
          throw error;
        }
        await sleep(waitMs);
      }
    }
    throw new Error('never tried');
  }

  private reachedOr(error: Error | null): void {
    this.isAsked = true;
    this.unreachable ??= error;
  }

  private tell(heard: readonly Heard<CacheCall>[], { refused, faults, taken }: Came): void {
    const { world, unreachable } = this;
    for (const [{ messageId }, error] of refused)
      this.all((sink) => sink.tell({ level: 'error', line: tellFault(error, messageId), news: null }));
    if (unreachable !== null) {
      const line = {
        message: `the cache ${world.cache} cannot be told`,
        because: unreachable.message,
        again: faults.size,
      };
      this.all((sink) => sink.tell({ level: 'error', line, news: null }));
    }
    const real = heard.filter(({ said }) => !said.dryRun);
    if (real.length === 0) return;
    const told = real.flatMap(({ said }) => ('atMs' in said && said.atMs !== null ? [said.atMs] : []));
    const counts = countInvalidated({
      keys: taken,
      refused: refused.size,
      ageSeconds: told.length === 0 ? null : Math.max(0, (world.nowMs() - Math.min(...told)) / 1000),
      isReached: this.isAsked ? unreachable === null : null,
      use: real.some(({ said }) => said.is === 'tick') && (this.use?.processes ?? 0) > 0 ? this.use : null,
    });
    for (const count of counts) this.all((sink) => sink.count(count));
  }

  private all(each: (sink: Sink) => void): void {
    for (const sink of this.world.sinks) each(sink);
  }

  private answer(items: readonly CacheItem[], errors: readonly Error[]): CacheAnswer {
    const [first] = errors;
    if (first !== undefined) throw first;
    const { world, unreachable, use } = this;
    return {
      cache: world.cache,
      items: [...new Map(items.map((item) => [nameOf(item), item])).values()].slice(0, shownItems),
      unreachable: unreachable?.message ?? null,
      use,
    };
  }
}

const nameOf = (item: CacheItem) => ('key' in item ? `key ${item.key}` : `tag ${item.tag}`);

function told(reports: readonly UseReport[]): NonNullable<CacheAnswer['use']> {
  return { ...useOf(reports), seen: together(reports.map(({ seen }) => seen)), hot: hottestOf(reports) };
}

interface Came {
  readonly refused: ReadonlyMap<Heard<CacheCall>, Error>;
  readonly faults: ReadonlyMap<Heard<CacheCall>, Error>;
  /** How many keys and tags were taken away. */
  readonly taken: number;
}
