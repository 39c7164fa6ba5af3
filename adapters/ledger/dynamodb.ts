import { GetItemCommand, PutItemCommand, type TransactWriteItem, type Update } from '@aws-sdk/client-dynamodb';
import type { Entry } from '../../core/model/entry.ts';
import type { Memory } from '../../core/model/memory.ts';
import type { Key, Lease, Ledger, Remembering } from '../../core/ports.ts';
import { type Item, number, text, truth } from '../table/attributes.ts';
import { entryItem, memoryItem, readMemory } from '../table/entry-items.ts';
import { entryKey, leaseKey, memoryKey, watchingKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { takeLease } from '../table/take-lease.ts';
import { transact } from '../table/transact.ts';
import { stopSwitch } from './stop-switch.ts';

export interface DynamoDbLedgerOptions extends Table {
  /** How long entries are kept. @default 90 */
  readonly retentionDays?: number;
  /** Reads the item at a key; null where there is none. @default one GetItem each; see `itemLoader` for batches */
  readonly readItem?: (key: Item) => Promise<Item | null>;
}

/** The ledger in the deployment's table. Every write under a lease has the lease's owner as its condition. */
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

  take(lease: Lease, nowMs: number): Promise<'taken' | 'held'> {
    return takeLease(this.table, lease, nowMs);
  }

  async memory(key: Key): Promise<Memory<unknown> | null> {
    const item = await this.readItem(memoryKey(key));
    return item === null ? null : readMemory(item, key.capability);
  }

  async intend(lease: Lease, remembering: Remembering, entry: Entry): Promise<boolean> {
    const prolong = this.change(lease, 'SET untilMs = :until', { ':until': number(lease.untilMs) });
    return (await this.write('intend', prolong, lease, { remembering, entry })) === 'written';
  }

  async release(
    lease: Lease,
    remembering: Remembering | null,
    entry: Entry,
  ): Promise<'released' | 'lookAgain' | 'lost'> {
    const written = await this.write('release', this.end(lease), lease, { remembering, entry });
    if (written === 'written') return 'released';
    if (written.refused?.owner?.S === lease.owner) return 'lookAgain';
    return (await this.isTold(entry)) ? 'released' : 'lost';
  }

  async renew(lease: Lease, remembering: Remembering | null, entry: Entry): Promise<boolean> {
    const values = { ':until': number(lease.untilMs), ':no': truth(false) };
    const prolong = this.change(lease, 'SET untilMs = :until, lookAgain = :no', values);
    return (await this.write('renew', prolong, lease, { remembering, entry })) === 'written';
  }

  async append(entry: Entry): Promise<void> {
    const { client, tableName } = this.table;
    await client.send(new PutItemCommand({ TableName: tableName, Item: entryItem(entry, this.retentionDays) }));
  }

  async stopped(): Promise<boolean> {
    return (await stopSwitch(this.table)).stopped;
  }

  private write(what: string, first: TransactWriteItem, key: Key, { remembering, entry }: Told) {
    const { tableName } = this.table;
    const told = { Put: { TableName: tableName, Item: entryItem(entry, this.retentionDays) } };
    return transact(this.table, `${what} ${key.subject}`, [first, told, ...remember(tableName, key, remembering)]);
  }

  private change(lease: Lease, expression: string, values: Item): TransactWriteItem {
    const Update: Update = {
      TableName: this.table.tableName,
      Key: leaseKey(lease),
      UpdateExpression: expression,
      ConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ...values, ':owner': text(lease.owner) },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    return { Update };
  }

  private end(lease: Lease): TransactWriteItem {
    return {
      Delete: {
        TableName: this.table.tableName,
        Key: leaseKey(lease),
        ConditionExpression: '#owner = :owner AND lookAgain = :no',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': text(lease.owner), ':no': truth(false) },
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

/** The memory, and its line in the list of the watched where that changes. */
function remember(tableName: string, key: Key, remembering: Remembering | null): TransactWriteItem[] {
  if (remembering === null) return [];
  const { was, memory } = remembering;
  const put: TransactWriteItem = { Put: { TableName: tableName, Item: memoryItem(key, memory) } };
  const { lookAgainAtMs } = memory;
  if (lookAgainAtMs === (was?.lookAgainAtMs ?? null)) return [put];
  if (lookAgainAtMs === null) return [put, { Delete: { TableName: tableName, Key: watchingKey(key) } }];
  const watching = { ...watchingKey(key), lookAgainAtMs: number(lookAgainAtMs) };
  return [put, { Put: { TableName: tableName, Item: watching } }];
}
