import { hitRatio, type SeenUse, together } from './curve-sampler.ts';
import type { HotKey } from './hot-keys.ts';

/** What one process has seen of a cache, as it leaves it at the server for whoever asks. */
export interface UseReport {
  readonly schema: 2;
  /** For the time of the last report, except `seen`, which is of the last hour or so. */
  readonly seconds: number;
  readonly requests: number;
  readonly loads: number;
  /** All loads together. */
  readonly loadMs: number;
  /** The age of the oldest answer that was given from the cache. */
  readonly oldestMs: number;
  /** How old an answer may be. */
  readonly promisedMs: number;
  readonly seen: SeenUse;
  readonly hot: readonly HotKey[];
}

/** Reads what a process has left; null for what no process of this release leaves. */
export function readReport(text: string): UseReport | null {
  try {
    const report = JSON.parse(text) as UseReport | null;
    return report?.schema === 2 ? report : null;
  } catch {
    return null;
  }
}

/** How a cache is used, as all its processes tell of one time. */
export interface CacheUse {
  readonly processes: number;
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly loads: number;
  /** How many loads the database was saved. */
  readonly savedLoads: number;
  /** The share of requests that was answered without a load; null where there was none. */
  readonly answered: number | null;
  readonly meanLoadMs: number;
  readonly oldestMs: number;
  /** Answers that were older than they may be: how many processes gave one. */
  readonly broken: number;
  readonly keys: number;
  readonly meanBytes: number;
  /** What caches with room for a part of the keys would answer; null where nothing was seen. */
  readonly curve: { readonly tenth: number; readonly half: number; readonly all: number } | null;
}

/** What clocks and turns of the event loop may take before an answer counts as too old. */
const slackMs = 1000;

/** How a cache is used. */
export function useOf(reports: readonly UseReport[]): CacheUse {
  const sum = (of: (report: UseReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const [requests, loads, loadMs] = [sum((one) => one.requests), sum((one) => one.loads), sum((one) => one.loadMs)];
  const seen = together(reports.map((one) => one.seen));
  const at = (share: number) => hitRatio(seen, Math.max(1, share * seen.keys));
  return {
    processes: reports.length,
    requests,
    requestsPerSecond: sum((one) => one.requests / one.seconds),
    loads,
    savedLoads: Math.max(0, requests - loads),
    answered: requests === 0 ? null : Math.max(0, 1 - loads / requests),
    meanLoadMs: loads === 0 ? 0 : loadMs / loads,
    oldestMs: Math.max(0, ...reports.map((one) => one.oldestMs)),
    broken: reports.filter((one) => one.oldestMs > one.promisedMs + slackMs).length,
    keys: seen.keys,
    meanBytes: seen.meanBytes,
    curve: seen.requests === 0 ? null : { tenth: at(0.1), half: at(0.5), all: at(1) },
  };
}

/** The hottest keys of all processes together. */
export function hottestOf(reports: readonly UseReport[], most = 20): readonly HotKey[] {
  const all = new Map<string, number>();
  for (const { key, perSecond } of reports.flatMap((report) => report.hot))
    all.set(key, (all.get(key) ?? 0) + perSecond);
  const keys = [...all].map(([key, perSecond]) => ({ key, perSecond }));
  return keys.sort((a, b) => b.perSecond - a.perSecond).slice(0, most);
}
