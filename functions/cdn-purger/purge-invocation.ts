import type { S3Client } from '@aws-sdk/client-s3';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { type CdnsWorld, cdns } from '../../adapters/purging/cdns/catalogue.ts';
import { dynamoDbPurges } from '../../adapters/purging/dynamodb.ts';
import { fetchOnce } from '../../adapters/purging/fetch-once.ts';
import { addChanges } from '../../adapters/purging/pending-changes.ts';
import { readPurgeSettings } from '../../adapters/purging/purge-settings.ts';
import { s3Inventory } from '../../adapters/purging/s3-inventory.ts';
import type { Table } from '../../adapters/table/table.ts';
import { run } from '../../core/pipeline.ts';
import type { Purges } from '../../core/purging/ports.ts';
import { purging } from '../../core/purging/purging.ts';
import type { Invocation } from './serve.ts';

/** Longer than a look with its lists and its purge may take, and short enough that a crash holds nobody up for long. */
const leaseMs = 60_000;

/** What invocations are made of. */
export interface PurgeParts {
  readonly table: Table;
  readonly cdns: Omit<CdnsWorld, 'random'>;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
  readonly s3: Pick<S3Client, 'send'>;
  nowMs(): number;
  newId(): string;
  /** Asks for another look at a time to come. */
  wake(purge: string, atMs: number): Promise<void>;
}

/** One invocation's readers and writers; settings are read once. */
export async function purgeInvocation(parts: PurgeParts): Promise<Invocation> {
  const { table, s3, nowMs, newId, wake } = parts;
  const settings = await readPurgeSettings(table);
  const purges = dynamoDbPurges(table);
  const cdn = cdns({ ...parts.cdns, random: table.random });
  const inventory = s3Inventory(s3);
  const spine = { ledger: dynamoDbLedger(table), clock: { nowMs }, newId, leaseMs };
  return {
    configs: await settings.all(),
    nowMs,
    add: (purge, changes, cameAtMs) => addChanges({ ...table, newId }, purge, changes, cameAtMs),
    look: (purge, signal, rehearsed) => {
      const supposed: Purges = { ...purges, chunks: async (name) => [...rehearsed, ...(await purges.chunks(name))] };
      return run(purging({ settings, cdn, purges: supposed, inventory, nowMs }), purge, signal, spine);
    },
    wake,
    warmUp: async (purge, paths) => {
      const host = (await settings.purge(purge)).warmUp?.host;
      return host === undefined ? 0 : fetchOnce({ fetch: parts.cdns.fetch, host, paths, signal: parts.signal });
    },
  };
}
