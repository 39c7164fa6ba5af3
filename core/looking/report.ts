import type { CapabilityName } from '../model/capability-name.ts';
import type { Entry } from '../model/entry.ts';
import type { Counts } from './count.ts';
import type { Gauges, News } from './sink.ts';
import type { Facts } from './tell.ts';

/** How the looks of one capability are told and counted; `Whole` is what counting knows of the whole invocation. */
export interface Report<E extends Entry, Whole> {
  readonly capability: CapabilityName;
  facts(entry: E | null): Facts;
  /** What others may want to know of a look; null where that is nothing. */
  news(entry: E): News | null;
  /** The numbers of one look that graphs are drawn of; left out where there are none. */
  gauges?(entry: E): Promise<Gauges>;
  readonly counts: Counts<E, Whole>;
}
