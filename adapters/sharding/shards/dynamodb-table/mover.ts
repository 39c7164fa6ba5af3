import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../../../core/sharding/config/keyspace.ts';
import { slotsOf } from '../../../../core/sharding/map/slots-of.ts';
import type { Move } from '../../../../core/sharding/moving/move.ts';
import type { Change, Fences } from '../../../../core/sharding/moving/tables/change.ts';
import type { Fence } from '../../../../core/sharding/moving/tables/fence.ts';
import type { TableMover } from '../../../../core/sharding/moving/tables/mover.ts';
import { transact } from '../../../table/transact.ts';
import { cleanSlot } from './clean-slot.ts';
import { copySlot, type SlotMove } from './copy-slot.ts';
import { fencePut, loadFence } from './fence-item.ts';
import { FenceChanged } from './guarded-writes.ts';
import type { SlotPlace } from './item-place.ts';
import { sortKey } from './place.ts';
import { tableTraits, tellDifferences } from './table-traits.ts';

/** What a mover between DynamoDB tables works with. */
export interface TableMoverParts {
  readonly client: DynamoDBClient;
  /** From 0 up to 1. */
  random(): number;
  /** @default a timer */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** Does in DynamoDB tables what driving a move between them asks. */
export function tableMover(parts: TableMoverParts): TableMover {
  return {
    differences: (config, move) => differences(parts, config, move),
    fences: (config, move) => readFences(jobOf(parts, config, move)),
    write: (config, move, what, next) => writeFences(jobOf(parts, config, move), what, next),
    copy: (config, move, source, mayGoOn) => copy(jobOf(parts, config, move), source, mayGoOn),
    clean: (config, move, side, mayGoOn) => cleanSlot(jobOf(parts, config, move), side, mayGoOn),
  };
}

function jobOf({ client, random, pause }: TableMoverParts, config: KeyspaceConfig, move: Move): SlotMove {
  const table = { client, random, ...(pause && { pause }) };
  const { source, target } = slotsOf(move);
  return {
    table,
    move,
    source: { tableName: tableOf(config, move.from), slot: source },
    target: { tableName: tableOf(config, move.to), slot: target },
    prefix: move.pinned === null ? null : sortKey(move.pinned.key, ''),
  };
}

function tableOf({ keyspace, shards }: KeyspaceConfig, name: string): string {
  const shard = shards[name];
  if (shard?.kind === 'dynamodb-table') return shard.tableName;
  throw new Refusal(
    `"${name}" is not a DynamoDB table of the keyspace "${keyspace}"; put it back into its config and deploy`,
  );
}

async function differences({ client }: TableMoverParts, config: KeyspaceConfig, move: Move): Promise<string | null> {
  if (config.tables === 'any' || move.from === move.to) return null;
  const traits = (shard: string) => tableTraits(client, tableOf(config, shard));
  const [source, target] = await Promise.all([traits(move.from), traits(move.to)]);
  return tellDifferences([move.from, source], [move.to, target]);
}

async function readFences({ table: { client }, source, target }: SlotMove): Promise<Fences> {
  const load = ({ tableName, slot }: SlotPlace) => loadFence(client, tableName, slot);
  const [from, to] = await Promise.all([source, target].map(load));
  return { source: from ?? null, target: to ?? null };
}

/** A fence that has changed meanwhile is not a fault: the next look sees it. */
async function writeFences({ table, move, source, target }: SlotMove, what: Change, next: Fences): Promise<void> {
  const puts: TransactWriteItem[] = [];
  if (next.source !== null) puts.push(fencePut(source, next.source));
  if (next.target !== null) puts.push(fencePut(target, next.target));
  await transact({ ...table, tableName: source.tableName }, `${what} the fence of slot ${move.slot}`, puts);
}

async function copy(job: SlotMove, fence: Fence, mayGoOn: () => boolean): Promise<void> {
  try {
    await copySlot(job, fence, mayGoOn);
  } catch (error) {
    if (!(error instanceof FenceChanged)) throw error;
  }
}
