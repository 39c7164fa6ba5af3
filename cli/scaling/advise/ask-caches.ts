import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { readingClient } from '../../../adapters/aws/client-settings.ts';
import { readOnly } from '../../../adapters/aws/read-only.ts';
import { findCaches } from '../../../adapters/caching/find-caches.ts';
import { type FoundCache, judgeCache } from '../../../core/caching/found-cache.ts';
import type { Found } from '../../../core/model/verdict.ts';
import type { DataCatalogue } from '../../../core/prices/data-catalogue.ts';
import { faultText } from '../../aws/aws-error.ts';
import { clientSettings } from '../../connect.ts';
import type { Session } from '../../session.ts';
import type { AdviseOptions } from './options.ts';

/** A cache of the account with what is found of it. */
export interface AdvisedCache extends FoundCache {
  readonly found: readonly Found[];
}

/** The caches of an account and Region, or why they could not be looked at. */
export interface AskedCaches {
  readonly caches: readonly AdvisedCache[];
  readonly trouble: string | null;
}

/**
 * Never rejects: who may not look at caches is advised on the rest. Of those in `sized` another type is advised already, by
 * how busy they are too.
 */
export async function askCaches(
  session: Session,
  options: AdviseOptions,
  { sized, prices }: { readonly sized: ReadonlySet<string>; readonly prices: DataCatalogue },
): Promise<AskedCaches> {
  try {
    const settings = { ...readingClient, ...(await clientSettings(options)) };
    const clients = {
      elastiCache: readOnly(new ElastiCacheClient(settings)),
      metrics: readOnly(new CloudWatchClient(settings)),
    };
    const asked = { region: options.region ?? null, days: options.days, nowMs: session.nowMs() };
    const all = await findCaches(clients, asked);
    const chosen = all.filter(({ name }) => name.toLowerCase().includes(options.only ?? ''));
    return {
      caches: chosen.map((cache) => ({
        ...cache,
        found: judgeCache(cache, { isSized: sized.has(cache.name), prices }),
      })),
      trouble: null,
    };
  } catch (error) {
    return { caches: [], trouble: `caches could not be looked at: ${faultText(error)}` };
  }
}

/** For people, a cache each and what mends it. */
export function cacheLines({ caches, trouble }: AskedCaches): readonly string[] {
  const lines = caches.flatMap(({ name, nodes, nodeType, engine, found }) => [
    `cache ${name}: ${engine}, ${nodes} of ${nodeType}`,
    ...found.flatMap(({ says, mend }) => [`  ${says}`, ...(mend === null ? [] : [`    ${mend}`])]),
  ]);
  return [...lines, ...(trouble === null ? [] : [trouble])];
}
