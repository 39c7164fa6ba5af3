import { GetItemCommand, PutItemCommand, type TransactWriteItem, type Update } from '@aws-sdk/client-dynamodb';
import type { Entry } from '../../core/model/entry.ts';
import type { Memory } from '../../core/model/memory.ts';
import type { Key, Lease, Ledger, Remembering, Taking } from '../../core/ports.ts';
import { type Item, number, text, truth } from '../table/attributes.ts';
import { entryItem, memoryItem, readMemory } from '../table/entry-items.ts';
import { entryKey, leaseKey, memoryKey, watchingKey } from '../table/keys.ts';
import { earlierTerm, isEarlierTerm, isOwn, isTerm } from '../table/lease-terms.ts';
import type { Table } from '../table/table.ts';
import { takeLease } from '../table/take-lease.ts';
import { transact, type Written } from '../table/transact.ts';
import { stopSwitch } from './stop-switch.ts';

export interface DynamoDbLedgerOptions extends Table {
  /** How long entries are kept. @default 90 */
  readonly retentionDays?: number;
  /** Reads the item at a key; null where there is none. @default one GetItem each; see `itemLoader` for batches */
  readonly readItem?: (key: Item) => Promise<Item | null>;
}

/** The ledger in the deployment's table. Every write under a lease has its owner and an earlier term as its condition. */
export function dynamoDbLedger(options: DynamoDbLedgerOptions): Ledger {
  return new DynamoDbLedger(options);
}

/** What a look leaves behind; a null `remembering` leaves the memory as it is. */
interface Told {
  readonly remembering: Remembering | null;
  readonly entry: Entry;
}

class DynamoDbLedger implements Ledger {
  private readonly table: Table;
  private readonly retentionDays: number;
  private readonly readItem: (key: Item) => Promise<Item | null>;

  constructor(options: DynamoDbLedgerOptions) {
    this.table = options;
    this.retentionDays = options.retentionDays ?? 90;
    this.readItem = options.readItem ?? ((key) => this.getItem(key));
  }

  take(lease: Lease, nowMs: number): Promise<Taking> {
    return takeLease(this.table, lease, nowMs);
  }

  async memory(key: Key): Promise<Memory<unknown> | null> {
    const item = await this.readItem(memoryKey(key));
    return item === null ? null : readMemory(item, key.capability);
  }

  async intend(lease: Lease, remembering: Remembering, entry: Entry): Promise<boolean> {
    const prolong = this.change(lease, 'SET untilMs = :until, term = :term', { ':until': number(lease.untilMs) });
    return isDone(lease, await this.write('intend', prolong, lease, { remembering, entry }));
  }

  async release(
    lease: Lease,
    remembering: Remembering | null,
    entry: Entry,
  ): Promise<'released' | 'lookAgain' | 'lost'> {
    const written = await this.write('release', this.end(lease), lease, { remembering, entry }, true);
    if (written === 'written') return 'released';
    if (isOwn(lease, written.refused)) return isEarlierTerm(lease, written.refused) ? 'lookAgain' : 'lost';
    return (await this.isTold(entry)) ? 'released' : 'lost';
  }

  async renew(lease: Lease, remembering: Remembering | null, entry: Entry): Promise<boolean> {
    const values = { ':until': number(lease.untilMs), ':no': truth(false) };
    const prolong = this.change(lease, 'SET untilMs = :until, term = :term, lookAgain = :no', values);
    return isDone(lease, await this.write('renew', prolong, lease, { remembering, entry }));
  }

  async append(entry: Entry): Promise<void> {
    const { client, tableName } = this.table;
    await client.send(new PutItemCommand({ TableName: tableName, Item: entryItem(entry, this.retentionDays) }));
  }

  async stopped(): Promise<boolean> {
    return (await stopSwitch(this.table)).stopped;
  }

  private write(what: string, first: TransactWriteItem, lease: Lease, { remembering, entry }: Told, ends = false) {
    const { tableName } = this.table;
    const told = { Put: { TableName: tableName, Item: entryItem(entry, this.retentionDays) } };
    const remembered = remember(tableName, lease, remembering, ends && lease.promised);
    return transact(this.table, `${what} ${lease.subject}`, [first, told, ...remembered]);
  }

  private change(lease: Lease, expression: string, values: Item): TransactWriteItem {
    const Update: Update = {
      TableName: this.table.tableName,
      Key: leaseKey(lease),
      UpdateExpression: expression,
      ConditionExpression: earlierTerm,
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ...values, ':owner': text(lease.owner), ':term': number(lease.term) },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    return { Update };
  }

  private end(lease: Lease): TransactWriteItem {
    return {
      Delete: {
        TableName: this.table.tableName,
        Key: leaseKey(lease),
        ConditionExpression: `${earlierTerm} AND lookAgain = :no`,
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: {
          ':owner': text(lease.owner),
          ':term': number(lease.term),
          ':no': truth(false),
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
  }

  /** Whether a release that finds its lease gone finds its own success: an entry has its outcome from its look alone. */
  private async isTold(entry: Entry): Promise<boolean> {
    return (await this.getItem(entryKey(entry, entry.id)))?.outcome !== undefined;
  }

  private async getItem(key: Item): Promise<Item | null> {
    const { client, tableName } = this.table;
    const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
    return Item ?? null;
  }
}

/** Whether a write under a lease is done: now, or by a first try whose answer got lost, which has begun its very term. */
function isDone(lease: Lease, written: Written): boolean {
  return written === 'written' || isTerm(lease, written.refused);
}

/** The memory, and its line in the list of the watched where that changes, or where others may have `promised` a look. */
function remember(
  TableName: string,
  key: Key,
  remembering: Remembering | null,
  promised: boolean,
): TransactWriteItem[] {
  const Item = remembering && memoryItem(key, remembering.memory);
  const memory: TransactWriteItem[] = Item === null ? [] : [{ Put: { TableName, Item } }];
  const lookAgainAtMs = remembering?.memory.lookAgainAtMs ?? null;
  const listed = remembering === null ? null : (remembering.was?.lookAgainAtMs ?? null);
  if (lookAgainAtMs === listed && !promised) return memory;
  return [...memory, watch(TableName, key, lookAgainAtMs)];
}

function watch(TableName: string, key: Key, lookAgainAtMs: number | null): TransactWriteItem {
  if (lookAgainAtMs === null) return { Delete: { TableName, Key: watchingKey(key) } };
  return { Put: { TableName, Item: { ...watchingKey(key), lookAgainAtMs: number(lookAgainAtMs) } } };
}
