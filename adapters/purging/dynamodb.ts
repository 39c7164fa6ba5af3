import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Change, Chunk } from '../../core/purging/change.ts';
import type { Purges, Receipt } from '../../core/purging/ports.ts';
import { isSurelyBefore, Settled, type Submission, settledBy } from '../../core/purging/settled.ts';
import { type Item, number, text, truth } from '../table/attributes.ts';
import { queryAll } from '../table/query-all.ts';
import type { Table } from '../table/table.ts';
import {
  chunkItem,
  chunkKey,
  madeItem,
  madePartition,
  pendingPartition,
  readChunk,
  readReceipt,
  receiptItem,
  receiptKey,
  receiptsPartition,
} from './purge-items.ts';

/** As many chunks as one look reads; their ids stand in its entry. */
const mostChunks = 200;
const idsEach = 10_000;

/** What waits to be purged and what has been, in the deployment's table. */
export function dynamoDbPurges(table: Table): Purges {
  return {
    chunks: (purge) => chunks(table, purge),
    receipts: (purge, nowMs) => receipts(table, purge, nowMs),
    submitted: (purge, submission, asked, submittedAtMs) =>
      submitted(table, purge, receiptItem(purge, submission, asked, submittedAtMs)),
    settle: (purge, submissions) => settle(table, purge, submissions),
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
        ExpressionAttributeValues: { ':pk': text(pendingPartition(purge)) },
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
    queryAll(table, receiptsPartition(purge), known),
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

/** The first answer counts: a second one is of the same purge. */
async function submitted({ client, tableName }: Table, purge: string, Item: Item): Promise<Submission> {
  try {
    const once = { ConditionExpression: 'attribute_not_exists(pk)' };
    await client.send(new PutItemCommand({ TableName: tableName, Item, ...once }));
    return readReceipt(Item, new Set()).purge;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const Key = receiptKey(purge, Item.sk?.S ?? '');
    const { Item: first } = await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return readReceipt(first ?? Item, new Set()).purge;
  }
}

/** First what would be forgotten, then what makes it be forgotten: a crash in between is mended by doing it all again. */
async function settle(table: Table, purge: string, submissions: readonly Submission[]): Promise<void> {
  const mine = new Set(submissions.flatMap(({ chunks }) => chunks));
  const plannedAtMs = Math.max(...submissions.map((one) => one.plannedAtMs));
  const settled = new Settled(submissions, await receipts(table, purge, plannedAtMs));
  const open = (await queryAll(table, pendingPartition(purge))).map(readChunk).filter(({ id }) => mine.has(id));
  for (const submission of submissions) {
    const cover = settledBy(submission);
    const done = open.flatMap(({ changes }) => changes.filter(({ item }) => cover.covers(item)));
    await remember(table, purge, submission, done);
  }
  for (const chunk of open) await takeOff(table, purge, chunk, settled);
  for (const { id } of submissions) await markSettled(table, purge, id);
}

/** What a chunk still waits for; nothing of it where that is nothing. */
async function takeOff({ client, tableName }: Table, purge: string, chunk: Chunk, settled: Settled): Promise<void> {
  const left = chunk.changes.filter((change) => !settled.has(change, chunk));
  if (left.length === chunk.changes.length) return;
  const Item = chunkItem(purge, { ...chunk, changes: left });
  if (left.length > 0) await unlessRefused(client.send(new PutItemCommand({ TableName: tableName, Item, ...ifThere })));
  else await client.send(new DeleteItemCommand({ TableName: tableName, Key: chunkKey(purge, chunk.id) }));
}

async function markSettled({ client, tableName }: Table, purge: string, id: string): Promise<void> {
  const yes = { ':yes': truth(true) };
  const Key = receiptKey(purge, id);
  const set = { UpdateExpression: 'SET settled = :yes', ExpressionAttributeValues: yes, ...ifThere };
  await unlessRefused(client.send(new UpdateItemCommand({ TableName: tableName, Key, ...set })));
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
    const Item = madeItem(purge, submission, part, ids.slice(from, from + idsEach));
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
