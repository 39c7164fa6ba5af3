import { readUse } from '../../adapters/caching/kept-use.ts';
import type { NodesConfig } from '../../core/caching/config/cache-nodes.ts';
import { type SeenUse, together } from '../../core/caching/curve-sampler.ts';
import type { HotKey } from '../../core/caching/hot-keys.ts';
import { type CacheUse, hottestOf, useOf } from '../../core/caching/use-report.ts';
import { CommandError } from '../command-error.ts';
import { connect } from '../connect.ts';
import { readReports } from './read-reports.ts';
import { type CacheAt, isAtServer, withCache } from './with-cache.ts';

/** How a cache is used. */
export interface KnownUse {
  readonly use: CacheUse;
  readonly seen: SeenUse;
  readonly hot: readonly HotKey[];
  /** What a deployment has made for it; null where it has made nothing, or was not asked. */
  readonly nodes: NodesConfig | null;
  /** What its deployment knows a miss to cost; null, or left out, where nobody does. */
  readonly usdPerMiss?: number | null;
  /** When it was found; null for now. */
  readonly atMs: number | null;
}

/** How a cache is used, as its deployment tells, or its server. Rejects with `CommandError` where nobody has told. */
export async function knownUse(name: string, at: CacheAt): Promise<KnownUse> {
  if (isAtServer(at)) {
    const reports = await withCache(at, (link) => readReports(link, name));
    const seen = together(reports.map((report) => report.seen));
    return { use: useOf(reports), seen, hot: hottestOf(reports), nodes: null, atMs: null };
  }
  const kept = await readUse(await connect(at), name);
  if (kept !== null) return kept;
  throw new CommandError(
    `nothing is known of a cache ${name} of the deployment "${at.deployment}": its function keeps it each five minutes once processes have told; check the name, or ask the server with --at`,
  );
}
