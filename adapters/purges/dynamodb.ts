import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Change, Chunk } from '../../core/purging/change.ts';
import type { Purges, Receipt } from '../../core/purging/ports.ts';
import { isSurelyBefore, Settled, type Submission, settledBy } from '../../core/purging/settled.ts';
import { type Item, number, text, truth } from '../ledgers/items.ts';
import { queryAll } from '../ledgers/query-all.ts';
import type { Table } from '../ledgers/table.ts';
import {
  changesPartition,
  chunkItem,
  chunkKey,
  madeItem,
  madePartition,
  purgesPartition,
  readChunk,
  readReceipt,
  receiptItem,
  receiptKey,
} from './purge-items.ts';

/** As many chunks as one look reads; their ids stand in its entry. */
const mostChunks = 200;
const idsEach = 10_000;

/** What waits to be purged and what has been, in the deployment's table. */
export function dynamoDbPurges(table: Table): Purges {
  return {
    chunks: (purge) => chunks(table, purge),
    receipts: (purge, nowMs) => receipts(table, purge, nowMs),
    submitted: async (purge, submission, purgeId, submittedAtMs) => {
      const Item = receiptItem(purge, submission, purgeId, submittedAtMs);
      // The first answer counts: a second one is of the same purge.
      const once = { ConditionExpression: 'attribute_not_exists(pk)' };
      await unlessRefused(table.client.send(new PutItemCommand({ TableName: table.tableName, Item, ...once })));
    },
    settle: (purge, submission) => settle(table, purge, submission),
  };
}

async function chunks({ client, tableName }: Table, purge: string): Promise<Chunk[]> {
  const found: Chunk[] = [];
  let startKey: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(changesPartition(purge)) },
        ConsistentRead: true,
        Limit: mostChunks - found.length,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    found.push(...(page.Items ?? []).map(readChunk));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined && found.length < mostChunks);
  return found;
}

async function receipts(table: Table, purge: string, nowMs: number): Promise<Receipt[]> {
  const known = {
    FilterExpression: 'expiresAt > :now',
    ExpressionAttributeValues: { ':now': number(Math.floor(nowMs / 1000)) },
  };
  const [items, made] = await Promise.all([
    queryAll(table, purgesPartition(purge), known),
    queryAll(table, madePartition(purge), known),
  ]);
  const ids = new Map<string, Set<string>>();
  for (const item of made) {
    const [id = ''] = item.sk?.S?.split('#') ?? [];
    const all = ids.get(id) ?? new Set<string>();
    for (const one of JSON.parse(item.ids?.S ?? '[]') as string[]) all.add(one);
    ids.set(id, all);
  }
  return items.map((item) => readReceipt(item, ids.get(item.sk?.S ?? '') ?? new Set()));
}

/** First what would be forgotten, then what makes it be forgotten: a crash in between is mended by doing it all again. */
async function settle(table: Table, purge: string, submission: Submission): Promise<void> {
  const { client, tableName: TableName } = table;
  const mine = new Set(submission.chunks);
  const settled = new Settled([submission], await receipts(table, purge, submission.plannedAtMs));
  const cover = settledBy(submission);
  const open = (await queryAll(table, changesPartition(purge))).map(readChunk).filter(({ id }) => mine.has(id));
  const done = open.flatMap(({ changes }) => changes.filter(({ item }) => cover.covers(item)));
  await remember(table, purge, submission, done);
  for (const chunk of open) {
    const left = chunk.changes.filter((change) => !settled.has(change, chunk));
    if (left.length === chunk.changes.length) continue;
    if (left.length === 0) await client.send(new DeleteItemCommand({ TableName, Key: chunkKey(purge, chunk.id) }));
    else
      await unlessRefused(
        client.send(new PutItemCommand({ TableName, Item: chunkItem(purge, { ...chunk, changes: left }), ...ifThere })),
      );
  }
  const values = { ':yes': truth(true) };
  const Key = receiptKey(purge, submission.id);
  const UpdateExpression = 'SET settled = :yes';
  await unlessRefused(
    client.send(
      new UpdateItemCommand({ TableName, Key, UpdateExpression, ...ifThere, ExpressionAttributeValues: values }),
    ),
  );
}

const ifThere = { ConditionExpression: 'attribute_exists(pk)' };

async function remember(
  { client, tableName }: Table,
  purge: string,
  submission: Submission,
  done: readonly Change[],
): Promise<void> {
  const ids = done.filter((change) => !isSurelyBefore(change, submission)).map(({ id }) => id);
  for (let from = 0; from < ids.length; from += idsEach) {
    // A second try may find less: what it finds must not replace what the first one wrote.
    const part = `${from / idsEach}-${ids[from]}`;
    const Item = madeItem(purge, submission.id, part, ids.slice(from, from + idsEach), submission.plannedAtMs);
    await client.send(new PutItemCommand({ TableName: tableName, Item }));
  }
}

async function unlessRefused(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
