import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Measured, SlotLoad } from '../../../core/sharding/planning/load.ts';
import type { Plan, PlanState, StoredPlan } from '../../../core/sharding/planning/plan.ts';
import type { PlanningStore } from '../../../core/sharding/planning/ports.ts';
import { type Item, number, text } from '../../table/attributes.ts';
import { toJsonText } from '../../table/json-text.ts';
import { queryAll } from '../../table/query-all.ts';
import { readSchema1 } from '../../table/read-schema.ts';
import type { Table } from '../../table/table.ts';
import { transact } from '../../table/transact.ts';
import { readKeyReports } from './key-reports.ts';
import {
  drainKey,
  drainPrefix,
  hourPrefix,
  loadKey,
  loadPartition,
  mapPartition,
  measureKey,
  planKey,
  plansPartition,
} from './keyspace-items.ts';
import { updateOf } from './move-actions.ts';

const hourMs = 3_600_000;
/** Loads older than this count for next to nothing. */
const loadSeconds = 4 * 86_400;
const planSeconds = 90 * 86_400;

/** What planning keeps in the table of keyspaces. Reads are strongly consistent. */
export function dynamoDbPlanning(table: Table): PlanningStore {
  const { client, tableName: TableName } = table;
  const item = async (Key: Item) =>
    (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item ?? null;
  return {
    loads: (keyspace, sinceMs) => loads(table, keyspace, sinceMs),
    measured: async (keyspace, shard) => {
      const found = await item(measureKey(keyspace, shard));
      return found && readSchema1<{ measured: Measured }>(found, 'measured').measured;
    },
    loadsOf: async (keyspace, shard, atMs) => readLoads((await item(loadKey(keyspace, atMs, shard))) ?? {}),
    putMeasured: (keyspace, shard, measured, all) => putMeasured(table, { keyspace, shard }, measured, all),
    keyReports: (keyspace, sinceMs) => readKeyReports(table, keyspace, sinceMs),
    draining: async (keyspace) => {
      const drains = await queryAll(table, mapPartition(keyspace), {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :drains)',
        ExpressionAttributeValues: { ':drains': text(drainPrefix) },
      });
      return drains.map(({ sk }) => sk?.S?.slice(drainPrefix.length) ?? '');
    },
    setDraining: async (keyspace, shard, draining) => {
      const Key = drainKey(keyspace, shard);
      if (draining) await client.send(new PutItemCommand({ TableName, Item: Key }));
      else await client.send(new DeleteItemCommand({ TableName, Key }));
    },
    putPlan: (plan, is, note) => {
      const Item = planItem(plan, is, note);
      return met(client.send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' })));
    },
    markPlan: (stored, is, atMs, note) => markPlan(table, stored, { is, atMs, note }),
    plan: async (keyspace, id) => {
      const found = await item(planKey(keyspace, id));
      return found && readPlan(found);
    },
    plans: async (keyspace, Limit) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': text(plansPartition(keyspace)) },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit,
        }),
      );
      return Items.map(readPlan);
    },
  };
}

async function loads(table: Table, keyspace: string, sinceMs: number): Promise<SlotLoad[]> {
  const items = await queryAll(table, loadPartition(keyspace), {
    KeyConditionExpression: 'pk = :pk AND sk >= :since',
    ExpressionAttributeValues: { ':since': text(hourPrefix(Math.ceil(sinceMs / hourMs) * hourMs)) },
  });
  return items.flatMap(readLoads);
}

async function putMeasured(
  table: Table,
  { keyspace, shard }: { readonly keyspace: string; readonly shard: string },
  measured: Measured,
  all: readonly SlotLoad[],
): Promise<void> {
  const { tableName: TableName } = table;
  const hour = Math.floor(measured.atMs / hourMs) * hourMs;
  const what = `the loads of ${shard}`;
  const load = {
    ...loadKey(keyspace, hour, shard),
    loads: text(toJsonText(what, { schema: 1, loads: all })),
    expiresAt: number(Math.ceil(measured.atMs / 1000) + loadSeconds),
  };
  const measure = {
    ...measureKey(keyspace, shard),
    measured: text(toJsonText(what, { schema: 1, measured })),
  };
  await transact(table, what, [{ Put: { TableName, Item: load } }, { Put: { TableName, Item: measure } }]);
}

function readLoads(item: Item): readonly SlotLoad[] {
  return item.loads === undefined ? [] : readSchema1<{ loads: readonly SlotLoad[] }>(item, 'loads').loads;
}

function planItem(plan: Plan, is: PlanState, note: string | null): Item {
  return {
    ...planKey(plan.keyspace, plan.id),
    plan: text(toJsonText(`the plan ${plan.id}`, plan)),
    is: text(is),
    sinceMs: number(plan.madeAtMs),
    ...(note !== null && { note: text(note) }),
    expiresAt: number(Math.ceil(plan.madeAtMs / 1000) + planSeconds),
  };
}

function readPlan(item: Item): StoredPlan {
  return {
    plan: readSchema1<Plan>(item, 'plan'),
    is: (item.is?.S ?? 'dropped') as PlanState,
    sinceMs: Number(item.sinceMs?.N ?? 0),
    note: item.note?.S ?? null,
  };
}

function markPlan(
  { client, tableName }: Table,
  { plan, is: was }: StoredPlan,
  { is, atMs, note }: { readonly is: PlanState; readonly atMs: number; readonly note: string | null },
): Promise<boolean> {
  const update = updateOf(tableName, {
    key: planKey(plan.keyspace, plan.id),
    set: { is: text(is), sinceMs: number(atMs), ...(note !== null && { note: text(note) }) },
    remove: note === null ? ['note'] : [],
    condition: '#is = :was',
    given: { ':was': text(was) },
  });
  return met(client.send(new UpdateItemCommand(update as UpdateItemCommand['input'])));
}

async function met(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
