import { type SeenUse, together } from '../../core/caching/curve-sampler.ts';
import type { HotKey } from '../../core/caching/hot-keys.ts';
import { type CacheUse, hottestOf, type UseReport, useOf } from '../../core/caching/use-report.ts';
import type { LeftReport } from './touching.ts';

/** What the processes of a cache have told of, put together. */
export type ToldUse = CacheUse & { readonly seen: SeenUse; readonly hot: readonly HotKey[] };

export function toldUse(reports: readonly UseReport[]): ToldUse {
  return { ...useOf(reports), seen: together(reports.map(({ seen }) => seen)), hot: hottestOf(reports) };
}

/** For a process that has just begun: what was left since the tick before. */
const tickMs = 60_000;
/** A write each minute would cost more than the ticks. */
const keepEveryMs = 5 * 60_000;

/** What a function remembers between ticks. */
export class Ticks {
  /** When what was counted of each process was left, by its place. */
  private readonly counted = new Map<number, number>();
  private keptAtMs: number | null = null;
  /** How many node groups pay, as was found last; null where that is not known. */
  nodeGroups: number | null = null;

  /** What was left since the tick before; each is counted once. */
  fresh(left: readonly LeftReport[]): readonly LeftReport[] {
    return left.filter(({ place, atMs, ageMs }) => {
      const before = this.counted.get(place);
      this.counted.set(place, atMs);
      return before === undefined ? ageMs < tickMs : atMs > before;
    });
  }

  /** Whether the use of the cache is to be kept again; then it counts as kept. */
  isKeptNow(nowMs: number): boolean {
    if (this.keptAtMs !== null && nowMs - this.keptAtMs < keepEveryMs) return false;
    this.keptAtMs = nowMs;
    return true;
  }
}
