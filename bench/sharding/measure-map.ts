import { headItem, readHead } from '../../adapters/sharding/map/head-item.ts';
import { median } from '../median.ts';
import { aBenchMap } from './bench-map.ts';

/** What a map takes in the table, and how long reading it takes, inflated and all. */
export interface MapFigures {
  readonly bytes: number;
  readonly decodeMs: number;
}

export function measureMap(pinned: number): MapFigures {
  const item = headItem(aBenchMap(pinned));
  const times = Array.from({ length: 300 }, () => {
    const startMs = performance.now();
    readHead('bench', item);
    return performance.now() - startMs;
  });
  return { bytes: item.blob?.B?.length ?? 0, decodeMs: median(times.slice(100)) };
}
