import type { KeptUse } from '../../adapters/caching/kept-use.ts';
import type { NodesConfig } from '../../core/caching/config/cache-nodes.ts';
import { type PatternsOf, plannedItems } from '../../core/caching/planned-items.ts';
import { countInvalidated } from '../../core/caching/report.ts';
import type { UseReport } from '../../core/caching/use-report.ts';
import type { Heard } from '../../core/looking/deliver.ts';
import { errorOf, type Served } from '../../core/looking/settle.ts';
import type { Sink } from '../../core/looking/sink.ts';
import { tellFault } from '../../core/looking/tell.ts';
import type { CacheCall, CacheItem } from '../../core/model/cache-call.ts';
import type { Door } from '../front-door.ts';
import { followSize } from './follow-size.ts';
import { puttingAway } from './put-away.ts';
import { type InvalidatedCache, nameOf, Touching } from './touching.ts';
import { Ticks, type ToldUse, toldUse } from './use-of-processes.ts';

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
  /** What the database takes for a miss, in US dollars; null where that is not known. Never rejects. */
  usdPerMiss(): Promise<number | null>;
  /** What was made for the cache; null where it was there already. */
  nodes(): NodesConfig | null;
  /** Whether its node groups are scaled by how many pay. */
  readonly shrinksFirst: boolean;
  /** Told what went wrong while nobody waited for it. */
  onTrouble(what: string, error: unknown): void;
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
  readonly use: ToldUse | null;
}

const shownItems = 1000;

/** The door of the invalidator of one cache. Nothing is leased and nothing recorded: to invalidate twice does no harm. */
export function invalidating(world: InvalidatingWorld): Door<CacheCall, CacheAnswer> {
  const ticks = new Ticks();
  return {
    hears: world.hears,
    sinks: world.sinks,
    serve: (heard, _, abort) => new Invocation(world, ticks, new Touching(world.reached, abort)).serve(heard),
    comesAgain: puttingAway(world.putAway),
  };
}

class Invocation {
  private readonly world: InvalidatingWorld;
  private readonly ticks: Ticks;
  private readonly touching: Touching;
  private use: ToldUse | null = null;

  constructor(world: InvalidatingWorld, ticks: Ticks, touching: Touching) {
    this.world = world;
    this.ticks = ticks;
    this.touching = touching;
  }

  async serve(heard: readonly Heard<CacheCall>[]): Promise<Served<CacheCall, CacheAnswer>> {
    const { world } = this;
    const { itemsOf, refused: unknown } = plannedItems(heard, world.patternsOf());
    const refused = new Map(unknown);
    const real = [...itemsOf].filter(([{ said }]) => !said.dryRun);
    const wanted = new Map(real.flatMap(([, items]) => items.map((item) => [nameOf(item), item] as const)));
    const failed = await this.touching.takeAway(wanted);
    const faults = new Map<Heard<CacheCall>, Error>();
    for (const [one, items] of real) {
      const errors = items.flatMap((item) => failed.get(nameOf(item)) ?? []);
      const later = errors.find((error) => error.name !== 'KeyRefused');
      if (later !== undefined) faults.set(one, later);
      else if (errors[0] !== undefined) refused.set(one, errors[0]);
    }
    for (const one of heard) await this.beside(one, faults);
    // What comes again is put away once all of it that can be told was taken out.
    for (const one of faults.keys()) refused.delete(one);
    this.tell(heard, { refused, faults, taken: wanted.size - failed.size });
    await Promise.all(world.sinks.map((sink) => sink.flush()));
    return {
      faults,
      refused,
      answer: () => this.answer([...itemsOf.values()].flat(), [...refused.values(), ...faults.values()]),
    };
  }

  /** What a message asks beside that. */
  private async beside(one: Heard<CacheCall>, faults: Map<Heard<CacheCall>, Error>): Promise<void> {
    const { said } = one;
    try {
      if (said.is === 'bump' && !said.dryRun) await this.touching.reach((cache) => cache.bump());
      if (said.is === 'question' || said.is === 'tick') await this.ask(said);
    } catch (error) {
      // Whoever asks is told that it cannot be reached, and the next tick asks again.
      if (said.is === 'bump') faults.set(one, errorOf(error));
    }
  }

  private async ask(said: CacheCall): Promise<void> {
    const left = await this.touching.reach((cache) => cache.reports());
    const isTick = said.is === 'tick' && !said.dryRun;
    this.use = toldUse((isTick ? this.ticks.fresh(left) : left).map(({ report }) => report));
    if (isTick) await this.keep(left.map(({ report }) => report));
  }

  /** For whoever asks from where the cache cannot be reached. */
  private async keep(reports: readonly UseReport[]): Promise<void> {
    const { ticks, world } = this;
    const nowMs = world.nowMs();
    if (reports.length === 0 || !ticks.isKeptNow(nowMs)) return;
    const { seen, hot, ...use } = toldUse(reports);
    await world.keepUse({ atMs: nowMs, use, seen, hot });
    const { requestsPerSecond } = use;
    ticks.nodeGroups = await this.touching.reach((cache) => followSize(world, cache, { seen, requestsPerSecond }), []);
  }

  private tell(heard: readonly Heard<CacheCall>[], { refused, faults, taken }: Came): void {
    const { world, touching } = this;
    const { unreachable } = touching;
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
      isReached: touching.isAsked ? unreachable === null : null,
      nodeGroups: real.some(({ said }) => said.is === 'tick') ? this.ticks.nodeGroups : null,
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
    const { world, touching, use } = this;
    return {
      cache: world.cache,
      items: [...new Map(items.map((item) => [nameOf(item), item])).values()].slice(0, shownItems),
      unreachable: touching.unreachable?.message ?? null,
      use,
    };
  }
}

interface Came {
  readonly refused: ReadonlyMap<Heard<CacheCall>, Error>;
  readonly faults: ReadonlyMap<Heard<CacheCall>, Error>;
  /** How many keys and tags were taken away. */
  readonly taken: number;
}
