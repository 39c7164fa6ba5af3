import type { SourceConfig } from './source-kinds.ts';

/** A point as a source gives it. `atMs` is the start of its period. */
export interface Point {
  readonly atMs: number;
  readonly value: number;
}

/** What a source answered for one metric: points in any order, and whether that is all there is. */
export interface Series {
  readonly points: readonly Point[];
  /** Why points may be lacking (partial data, throttled, failed); null where the answer is whole. */
  readonly trouble: string | null;
}

/** What a source answered for one part of a reading, and for the part's witness where it has one. */
export interface PartSeries {
  readonly metric: Series;
  readonly witness: Series | null;
}

/** Where numbers come from. Never rejects: what cannot be read is told as trouble. */
export interface Source {
  /** One part over the periods from `fromMs` (inclusive) to `toMs` (exclusive). */
  read(part: SourceConfig, fromMs: number, toMs: number): Promise<PartSeries>;
}
