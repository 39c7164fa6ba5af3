import type { PartSeries } from '../../core/readings/series.ts';
import type { SourceConfig, sourceKinds } from '../../core/readings/source-kinds.ts';

/** A source of one kind. Never rejects: what cannot be read is told as trouble. */
export interface KindSource<Kind extends keyof typeof sourceKinds> {
  /** One part over the periods from `fromMs` (inclusive) to `toMs` (exclusive). */
  read(part: SourceConfig<Kind>, fromMs: number, toMs: number): Promise<PartSeries>;
}
