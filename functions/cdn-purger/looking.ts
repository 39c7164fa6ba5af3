import type { S3Client } from '@aws-sdk/client-s3';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { type CdnsWorld, cdns } from '../../adapters/purging/cdns/catalogue.ts';
import { dynamoDbPurges } from '../../adapters/purging/dynamodb.ts';
import { fetchOnce } from '../../adapters/purging/fetch-once.ts';
import { addChanges } from '../../adapters/purging/pending-changes.ts';
import { readPurgeSettings } from '../../adapters/purging/purge-settings.ts';
import { s3Inventory } from '../../adapters/purging/s3-inventory.ts';
import type { Table } from '../../adapters/table/table.ts';
import { wholeRoster } from '../../core/looking/plan.ts';
import type { Entries } from '../../core/looking/settle.ts';
import { run } from '../../core/pipeline.ts';
import type { Spine } from '../../core/ports.ts';
import { type PurgeEntry, PurgeLooks, type PurgeWork, type Refused } from '../../core/purging/looks.ts';
import type { Purges } from '../../core/purging/ports.ts';
import { purging } from '../../core/purging/purging.ts';
import { type PurgesOver, tellRefused } from '../../core/purging/report.ts';
import { purgingScopes } from '../../core/purging/scopes.ts';
import type { Looking } from '../looks.ts';

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

/** What a direct invocation is answered with. */
interface PurgeAnswer extends Entries<PurgeEntry> {
  readonly refused: readonly Refused[];
  /** The chunks in which changes now wait, by purge. */
  readonly added: Readonly<Record<string, readonly string[]>>;
}

/** One invocation of purging; settings are read once. */
export async function purgeLooking(parts: PurgeParts): Promise<Looking<PurgeEntry, PurgesOver, PurgeAnswer>> {
  return lookingAt(await purgeWork(parts), purgeSpine(parts));
}

/** The looks of one invocation, one purge after the other: what waits for one may be as much as fits into memory. */
export function lookingAt(work: PurgeWork, spine: Spine): Looking<PurgeEntry, PurgesOver, PurgeAnswer> {
  const looks = new PurgeLooks(work);
  const { refused, added } = looks;
  return {
    roster: wholeRoster(purgingScopes(work.configs), async () => work.configs.map(({ purge }) => purge)),
    spine,
    mendsItself: true,
    chunkSize: 1,
    hasTime: () => true,
    look: () => (planned, its) => looks.look(planned, its),
    close: async ({ entries, faults, answer }) => ({
      whole: { entries, refused },
      told: refused.map(tellRefused),
      answer: () => {
        // Content that was not taken in is told by nobody again but its sender.
        for (const fault of faults.values()) throw fault;
        return { ...answer(), refused, added };
      },
    }),
  };
}

export function purgeSpine({ table, nowMs, newId }: PurgeParts): Spine {
  return { ledger: dynamoDbLedger(table), clock: { nowMs }, newId, leaseMs };
}

/** What looks at purges touch, as it is in the table and at the CDNs. */
export async function purgeWork(parts: PurgeParts): Promise<PurgeWork> {
  const { table, s3, nowMs, newId, wake } = parts;
  const settings = await readPurgeSettings(table);
  const purges = dynamoDbPurges(table);
  const cdn = cdns({ ...parts.cdns, random: table.random });
  const inventory = s3Inventory(s3);
  return {
    configs: await settings.all(),
    add: (purge, changes, cameAtMs) => addChanges({ ...table, newId }, purge, changes, cameAtMs),
    look: (purge, signal, rehearsed, spine) => {
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
