import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { NodesConfig } from '../../core/caching/config/cache-nodes.ts';
import type { SeenUse } from '../../core/caching/curve-sampler.ts';
import type { HotKey } from '../../core/caching/hot-keys.ts';
import type { CacheUse } from '../../core/caching/use-report.ts';
import { number, text } from '../table/attributes.ts';
import { toJsonText } from '../table/json-text.ts';
import { cacheUseKey } from '../table/keys.ts';
import { readSchema1 } from '../table/read-schema.ts';
import type { Table } from '../table/table.ts';

/** How a cache is used, as its invalidator has found it last. */
export interface KeptUse {
  readonly atMs: number;
  readonly use: CacheUse;
  readonly seen: SeenUse;
  readonly hot: readonly HotKey[];
  /** What was made for it; null where it was there already. */
  readonly nodes: NodesConfig | null;
  /** What the database takes for a miss, in US dollars; null, or left out, where that is not known. */
  readonly usdPerMiss?: number | null;
}

const keptSeconds = 86_400;

/** As much of a table as is written to. */
interface Written {
  readonly client: Pick<Table['client'], 'send'>;
  readonly tableName: string;
}

/** Keeps how a cache is used, in the place of what was kept of it before. */
export async function putUse({ client, tableName }: Written, cache: string, kept: KeptUse): Promise<void> {
  const seen = { ...kept.seen, byDistance: kept.seen.byDistance.map(Math.round) };
  const Item = {
    ...cacheUseKey(cache),
    use: text(toJsonText(`the use of ${cache}`, { schema: 1, ...kept, seen })),
    expiresAt: number(Math.ceil(kept.atMs / 1000) + keptSeconds),
  };
  await client.send(new PutItemCommand({ TableName: tableName, Item }));
}

/** Null where nobody has used it for a day, or there is no such cache. */
export async function readUse({ client, tableName }: Table, cache: string): Promise<KeptUse | null> {
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: cacheUseKey(cache) }));
  return Item === undefined ? null : readSchema1<KeptUse>(Item, 'use');
}
