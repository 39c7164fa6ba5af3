import {
  type DynamoDBClient,
  QueryCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { memoryKeyspaces } from '../../adapters/sharding/map/memory.ts';
import { tableMover } from '../../adapters/sharding/shards/dynamodb-table/mover.ts';
import { slotFences } from '../../adapters/sharding/shards/dynamodb-table/slot-fences.ts';
import { type KeyItems, tableItems } from '../../adapters/sharding/shards/dynamodb-table/table-items.ts';
import { parseKeyspace } from '../../core/sharding/config/parse-keyspace.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { newMove } from '../../core/sharding/moving/new-move.ts';
import { drive } from '../../core/sharding/moving/tables/drive.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
afterAll(() => aws?.stop());

/** Short for a test, and long for one request on a machine that is busy. */
const lease = { leaseMs: 200, requestMs: 2000, staleMs: 2400 };
const never = Number.POSITIVE_INFINITY;
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

let made = 0;

/** A keyspace of one slot over two tables that are made for it. */
async function twoTables() {
  const names = [`left-${made}`, `right-${made++}`] as const;
  const [{ client }] = await Promise.all([
    ledgerTable(aws?.endpoint ?? '', names[0]),
    ledgerTable(aws?.endpoint ?? '', names[1]),
  ]);
  const shards = {
    left: { kind: 'dynamodb-table', tableName: names[0] },
    right: { kind: 'dynamodb-table', tableName: names[1] },
  };
  const config = parseKeyspace('shop', { bits: 1, shards });
  const store = memoryKeyspaces();
  store.putConfig(config);
  await store.create({
    keyspace: 'shop',
    version: 1,
    bits: 1,
    seed: 0,
    shards: [
      { name: 'left', weight: 1 },
      { name: 'right', weight: 1 },
    ],
    owner: Uint16Array.of(0, 0),
    epoch: Uint32Array.of(1, 1),
    pins: new Map(),
  });
  const parts = { store, client, config, staleMs: lease.staleMs, nowMs: Date.now, random: Math.random };
  return { client, names, store, parts, config };
}
type Tables = Awaited<ReturnType<typeof twoTables>>;

/** A client process: a map and fences of its own, as old as they may be. */
function aClient({ client, store, names }: Tables, strict: boolean): (key: string) => KeyItems {
  const fences = slotFences({ client, leaseMs: strict ? never : lease.leaseMs, nowMs: Date.now });
  let map = store.map('shop', true);
  let made = 0;
  const id = Math.random();
  const tableOf = (shard: string) => (shard === 'left' ? names[0] : names[1]);
  return (key) =>
    tableItems(
      {
        client,
        fences,
        strict,
        requestMs: lease.requestMs,
        nowMs: Date.now,
        random: Math.random,
        newId: () => `${id}-${made++}`,
        refresh: async () => {
          map = store.map('shop', true);
          await map;
        },
        route: async () => {
          const known = await map;
          const slot = known?.pins.get(key) ?? 0;
          const shard = known?.shards[known.owner[slot] ?? 0]?.name ?? '';
          return { slot, epoch: known?.epoch[slot] ?? 0, tableName: tableOf(shard), tableOf };
        },
      },
      key,
    );
}

async function begin({ store }: Tables, id: string): Promise<Move> {
  const slot = await store.slot('shop', 0);
  const from = slot?.shard ?? '';
  const to = from === 'left' ? 'right' : 'left';
  const move = newMove({ id, keyspace: 'shop', slot: 0, from, to, epoch: slot?.epoch ?? 0, requestedAtMs: Date.now() });
  expect(await store.begin(move)).toBe(true);
  return move;
}

function driveFor5s({ store, client, config, staleMs, nowMs, random }: Tables['parts'], move: Move) {
  const mover = tableMover({ client, random });
  return drive({ store, mover, staleMs, nowMs }, config, move, nowMs() + 5000);
}

async function finish(parts: Tables['parts'], move: Move): Promise<Move> {
  for (let now = (await parts.store.move('shop', move.id)) ?? move; ; ) {
    const driven = await driveFor5s(parts, now);
    if (driven.againAtMs === null) return driven.move;
    await pause(Math.max(1, driven.againAtMs - Date.now()));
    now = (await parts.store.move('shop', move.id)) ?? now;
  }
}

/** Counters, and items that come and go; what was acknowledged is kept in the process. */
async function write(
  items: (key: string) => KeyItems,
  key: string,
  goesOn: () => boolean,
  acknowledged: Map<string, number | null>,
) {
  for (let round = 1; goesOn(); round++) {
    const counted = await items(key).update('counter', (was) => ({ n: { N: String(Number(was?.n?.N ?? 0) + 1) } }));
    acknowledged.set(`${key} counter`, Number(counted?.n?.N));
    const name = `item-${round % 5}`;
    if (round % 3 === 0) await items(key).delete(name);
    else await items(key).put(name, { n: { N: String(round) } });
    acknowledged.set(`${key} ${name}`, round % 3 === 0 ? null : round);
    await items('everybody').update('counter', (was) => ({ n: { N: String(Number(was?.n?.N ?? 0) + 1) } }));
    acknowledged.set('everybody counter', (acknowledged.get('everybody counter') ?? 0) + 1);
  }
}

async function contents(client: DynamoDBClient, TableName: string, pk = 'ls00000'): Promise<Map<string, number>> {
  const found = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
    }),
  );
  const items = (found.Items ?? []).filter(({ sk }) => sk?.S !== '\u001f');
  return new Map(items.map(({ sk, n }) => [sk?.S?.replace('\u001f', ' ') ?? '', Number(n?.N)]));
}

/** Runs writers while `during` does; then the owner has what was acknowledged, and once the move is over the other table is empty. */
async function underLoad(tables: Tables, strict: boolean, writers: number, during: () => Promise<Move>) {
  const acknowledged = new Map<string, number | null>();
  let isOn = true;
  const running = Array.from({ length: writers }, (_, index) =>
    write(aClient(tables, strict), `writer-${index}`, () => isOn, acknowledged),
  );
  const moved = during().finally(() => {
    isOn = false;
  });
  const [move] = await Promise.all([moved, ...running]);
  const expected = new Map([...acknowledged].filter((one): one is [string, number] => one[1] !== null));
  const isLeft = (await tables.store.slot('shop', 0))?.shard === 'left';
  const [left, right] = tables.names;
  expect(await contents(tables.client, isLeft ? left : right)).toEqual(expected);
  if (move.is === 'done' || move.is === 'aborted') {
    expect(await contents(tables.client, isLeft ? right : left)).toEqual(new Map());
  }
  return { move, writes: [...acknowledged.values()].length };
}

describe.runIf(aws !== null)('a key of DynamoDB tables', () => {
  it('gets a slot of its own and goes back, under writers of it and of its neighbours', async () => {
    const tables = await twoTables();
    const { store, client, names, parts } = tables;
    const acknowledged = new Map<string, number | null>();
    let isOn = true;
    const writers = ['writer-0', 'writer-1'].map((key) => write(aClient(tables, false), key, () => isOn, acknowledged));
    const pinned = { key: 'writer-1', slot: 2 };
    const asked = { keyspace: 'shop', slot: 0, from: 'left', pinned, requestedAtMs: Date.now() };
    const pin = newMove({ ...asked, id: 'pin', to: 'right', kind: 'pin', epoch: 1 });
    const move = async (one: Move) => {
      expect(await store.begin(one)).toBe(true);
      return finish(parts, one);
    };
    expect(await move(pin)).toMatchObject({ is: 'done', outcome: 'moved' });
    expect((await store.map('shop', true))?.pins).toEqual(new Map([['writer-1', 2]]));
    expect(await store.slot('shop', 0)).toMatchObject({ shard: 'left', epoch: 2, move: null });
    const isMine = (held: ReadonlyMap<string, number>) =>
      [...held.keys()].filter((name) => name.startsWith('writer-1'));
    expect(isMine(await contents(client, names[0]))).toEqual([]);
    expect(isMine(await contents(client, names[1], 'ls00002'))).not.toEqual([]);
    const unpin = newMove({ ...asked, id: 'unpin', from: 'right', to: 'left', kind: 'unpin', epoch: 1 });
    expect(await move(unpin)).toMatchObject({ is: 'done', outcome: 'moved' });
    isOn = false;
    await Promise.all(writers);
    const expected = new Map([...acknowledged].filter((one): one is [string, number] => one[1] !== null));
    expect(await contents(client, names[0])).toEqual(expected);
    expect(await contents(client, names[1], 'ls00002')).toEqual(new Map());
  });
});

describe.runIf(aws !== null)('a slot of DynamoDB tables that moves under writers', () => {
  it('loses nothing and brings nothing back, there and back again, in clients that hold fences for a while', async () => {
    const tables = await twoTables();
    const { move } = await underLoad(tables, false, 4, async () => {
      await finish(tables.parts, await begin(tables, 'there'));
      return finish(tables.parts, await begin(tables, 'back'));
    });
    expect(move).toMatchObject({ is: 'done', outcome: 'moved', blockedMs: 0 });
    expect(await tables.store.slot('shop', 0)).toMatchObject({ shard: 'left', epoch: 3, is: 'owned', move: null });
  });

  it('puts everything back where an abort is asked for half way', async () => {
    const tables = await twoTables();
    const { move } = await underLoad(tables, false, 3, async () => {
      const begun = await begin(tables, 'aborted');
      await driveFor5s(tables.parts, begun);
      await tables.store.askAbort('shop', 'aborted');
      return finish(tables.parts, begun);
    });
    expect(move).toMatchObject({ is: 'aborted', outcome: 'aborted' });
    expect(await tables.store.slot('shop', 0)).toMatchObject({ shard: 'left', epoch: 1, is: 'owned', move: null });
  });

  it('is carried to its end by another mover wherever the first one dies, before or after any of its calls', async () => {
    const tables = await twoTables();
    const parts = { ...tables.parts, staleMs: 0 };
    let died = 0;
    await underLoad(tables, true, 3, async () => {
      for (let call = 1; ; call++) {
        const move = await begin(tables, `crash${call}`);
        const dying = { ...parts, client: dyingClient(tables.client, Math.ceil(call / 2), call % 2 === 0) };
        const lived = await finish(dying, move).then(
          () => true,
          () => false,
        );
        const ended = await finish(parts, move);
        expect(ended).toMatchObject({ is: 'done' });
        if (lived) return ended;
        died++;
      }
    });
    expect(died).toBeGreaterThan(80);
  }, 600_000);
});

describe.runIf(aws !== null)('a slot whose table would treat its items otherwise', () => {
  it('waits until the tables are alike, and says in what they are not', async () => {
    const tables = await twoTables();
    const { client, names, store, parts, config } = tables;
    const [left, right] = names;
    const expiry = (TableName: string) =>
      client.send(
        new UpdateTimeToLiveCommand({
          TableName,
          TimeToLiveSpecification: { Enabled: true, AttributeName: 'until' },
        }),
      );
    const alter = (TableName: string, StreamEnabled: boolean) =>
      client.send(
        new UpdateTableCommand({
          TableName,
          StreamSpecification: { StreamEnabled, ...(StreamEnabled && { StreamViewType: 'NEW_IMAGE' }) },
        }),
      );
    const index = {
      IndexName: 'by-owner',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    };
    const indexed = { AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' as const }] };
    await expiry(left);
    await alter(right, true);
    await client.send(
      new UpdateTableCommand({ TableName: left, ...indexed, GlobalSecondaryIndexUpdates: [{ Create: index }] }),
    );
    const move = await begin(tables, 'differing');
    const { move: held, againAtMs } = await driveFor5s(parts, move);
    expect(held).toMatchObject({ is: 'planned', outcome: null });
    expect(againAtMs).toBeNull();
    expect(held.trouble).toContain('time to live is by "until" at "left" and off at "right"');
    expect(held.trouble).toContain('stream is off at "left" and NEW_IMAGE at "right"');
    expect(held.trouble).toContain('index by-owner is (owner HASH; KEYS_ONLY) at "left" and missing at "right"');
    expect(held.trouble).not.toMatch(/encryption|capacity/);
    expect(await contents(client, right)).toEqual(new Map());
    const any = { ...parts, config: { ...config, tables: 'any' as const } };
    expect(await finish(any, held)).toMatchObject({ is: 'done', outcome: 'moved', trouble: null });
    expect((await store.slot('shop', 0))?.shard).toBe('right');
  });
});

class Died extends Error {}

/** A client of which no call after some call comes through, or comes back. */
function dyingClient(client: DynamoDBClient, at: number, after: boolean): DynamoDBClient {
  let calls = 0;
  const send = async (...args: Parameters<DynamoDBClient['send']>) => {
    calls++;
    if (calls > at || (calls === at && !after)) throw new Died('the mover has died');
    const answer = await client.send(...args);
    if (calls >= at) throw new Died('the mover has died');
    return answer;
  };
  return Object.create(client, { send: { value: send } }) as DynamoDBClient;
}
