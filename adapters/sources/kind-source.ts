import type { PartSeries } from '../../core/readings/series.ts';
import type { SourceConfig, SourceKind } from '../../core/readings/source-kinds.ts';
import type { ConnectionSettings } from '../aws/connection-settings.ts';

/** A source of one kind. Never rejects: what cannot be read is told as trouble. */
export interface KindSource<Kind extends SourceKind> {
  /** One part over the periods from `fromMs` (inclusive) to `toMs` (exclusive). */
  read(part: SourceConfig<Kind>, fromMs: number, toMs: number): Promise<PartSeries>;
}

/** What reading takes besides a kind's own clients. */
export interface SourceWorld {
  /** The account that Headroom runs in; null where that is not known. */
  readonly account: string | null;
  /** Milliseconds that may still be spent on reading, by the real clock. */
  leftMs(): number;
  /** The real time, by which sources forget. */
  nowMs(): number;
}

/** A kind of source as its folder gives it: its clients, made once a process, and a reader for each invocation. */
export interface SourceModule<Kind extends SourceKind, Client> {
  connect(settings: ConnectionSettings): Client;
  open(world: SourceWorld & { readonly client: Client }): KindSource<Kind>;
}
