import { CurveSampler } from '../../core/caching/curve-sampler.ts';
import { HotKeys } from '../../core/caching/hot-keys.ts';
import type { UseReport } from '../../core/caching/use-report.ts';
import { murmur3 } from '../../core/sharding/map/murmur3.ts';
import type { CacheLink } from './cache-link.ts';
import { report } from './scripts.ts';
import type { CheckedSettings } from './settings.ts';

interface ReportsWorld {
  readonly link: Pick<CacheLink, 'run'>;
  readonly settings: CheckedSettings;
  random(): number;
  monotonicMs(): number;
}

/** So many processes leave reports; of more, some take each other's place. */
export const reportPlaces = 64;
const keptMs = 600_000;
/** After so many reports what was seen counts for half. */
const reportsPerFade = 60;
const shownHot = 10;

/** Where reports of a cache are. */
export const reportKey = (name: string, place: number): string => `hu:{${name}}:${place}`;

/** Counts what a process asks of a cache, in fixed memory, and reports it each minute while it is asked. */
export class UseReports {
  private readonly world: ReportsWorld;
  private readonly sampler = new CurveSampler();
  private readonly hot = new HotKeys();
  private readonly key: string;
  private reportedMs: number;
  private reports = 0;
  private requests = 0;
  private loads = 0;
  private loadMs = 0;
  private oldestMs = 0;

  constructor(world: ReportsWorld) {
    this.world = world;
    this.reportedMs = world.monotonicMs();
    this.key = reportKey(world.settings.name, Math.floor(world.random() * reportPlaces));
  }

  /** A request; answers how many a second this key has, about. */
  use(id: string, nowMs: number): number {
    const { freshMs, staleMs, reportMs } = this.world.settings;
    this.requests++;
    this.sampler.use(murmur3(id, 0), nowMs, freshMs + staleMs);
    const perSecond = this.hot.use(id, nowMs);
    if (reportMs > 0 && nowMs - this.reportedMs >= reportMs) this.leave(nowMs);
    return perSecond;
  }

  answered(id: string, ageMs: number, bytes: number): void {
    this.oldestMs = Math.max(this.oldestMs, ageMs);
    this.sampler.weigh(murmur3(id, 0), bytes);
  }

  loaded(tookMs: number): void {
    this.loads++;
    this.loadMs += tookMs;
  }

  forget(id: string): void {
    this.sampler.forget(murmur3(id, 0));
  }

  private leave(nowMs: number): void {
    const { link, settings } = this.world;
    const left: UseReport = {
      schema: 2,
      seconds: (nowMs - this.reportedMs) / 1000,
      requests: this.requests,
      loads: this.loads,
      loadMs: Math.round(this.loadMs),
      oldestMs: Math.round(this.oldestMs),
      promisedMs: settings.freshMs + Math.max(settings.staleMs, settings.errorMs),
      seen: this.sampler.seen(),
      hot: this.hot
        .hottest(nowMs)
        .slice(0, shownHot)
        .map(({ key, perSecond }) => ({ key: key.slice(1), perSecond: Math.round(perSecond) })),
    };
    this.reportedMs = nowMs;
    [this.requests, this.loads, this.loadMs, this.oldestMs] = [0, 0, 0, 0];
    if (++this.reports % reportsPerFade === 0) this.sampler.fade();
    settings.onReport(left);
    // One that is lost is missed by nobody: the next one comes.
    link.run(report, [this.key], [JSON.stringify(left), Math.max(keptMs, 2 * settings.reportMs)]).catch(() => {});
  }
}
