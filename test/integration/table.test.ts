import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { stopSwitch, throwStopSwitch } from '../../adapters/ledger/stop-switch.ts';
import { watchList } from '../../adapters/ledger/watch-list.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { settingsWriter } from '../../adapters/scaling/settings-writer.ts';
import { configStore } from '../../adapters/subjects.ts';
import { entryKey, leaseKey, rosterKey, watchingKey } from '../../adapters/table/keys.ts';
import { ownedConfigs } from '../../adapters/table/owned-configs.ts';
import { unpacked } from '../../adapters/table/packed.ts';
import type { Table } from '../../adapters/table/table.ts';
import { runTableClock, setTableClock, tableClock } from '../../adapters/table/table-clock.ts';
import { parseConfig } from '../../core/capabilities.ts';
import type { Capability } from '../../core/capability.ts';
import { blankMemory } from '../../core/model/memory.ts';
import { run } from '../../core/pipeline.ts';
import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import { configResource } from '../../functions/config-writer/config-resource.ts';
import { ACloudFormation } from '../functions/config-writer/a-cloudformation.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
let table: Table;
let tables = 0;
afterAll(() => aws?.stop());

const freshTable = async () => {
  if (aws !== null) table = await ledgerTable(aws.endpoint, `table-${tables++}`);
};
const describeOnLocalAws = describe.runIf(aws !== null);
const config = (scalable: string, max = 4) =>
  parseScalable(scalable, {
    target: { kind: 'ecs-service', cluster: 'shop', serviceName: scalable },
    bounds: { min: 1, max },
    policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 2 }] }],
  });
const newId = () => randomUUID();
const tick = { kind: 'tick', id: 'tick', atMs: null, dryRun: false } as const;

describeOnLocalAws('settings on DynamoDB', () => {
  beforeAll(freshTable);

  it('come back as they were put, and go when they are deleted', async () => {
    await ownedConfigs(table, 'scaling').put(config('checkout/web'), 'test');
    expect(await dynamoDbSettings(table).scalable('checkout/web')).toEqual(config('checkout/web'));
    await ownedConfigs(table, 'scaling').delete('checkout/web', 'test');
    await expect(dynamoDbSettings(table).scalable('checkout/web')).rejects.toThrow('no scalable "checkout/web"');
  });

  it('belong to who put them', async () => {
    const writer = ownedConfigs(table, 'scaling');
    await writer.put(config('owned'), 'stack-a');
    await writer.put(config('owned', 6), 'stack-a');
    await expect(writer.put(config('owned', 8), 'stack-b')).rejects.toThrow('"owned" is configured elsewhere');
    await writer.delete('owned', 'stack-b');
    expect((await dynamoDbSettings(table).scalable('owned')).bounds.max).toBe(6);
    await writer.delete('owned', 'stack-a');
    expect(await watchList({ ...table, newId, capability: 'scaling' }).all()).not.toContain('owned');
  });

  it('claim their target: another stack is refused, and what moves inside its stack has it all along', async () => {
    const store = (capability: never) => configStore(capability, { ledger: table, keyspaces: null });
    const own = { account: '000000000000', region: 'us-east-1' };
    const resource = configResource({ parse: parseConfig, store: store as never }, own);
    const [shop, blog] = ['shop', 'blog'].map((name) => new ACloudFormation(resource, name)) as [
      ACloudFormation,
      ACloudFormation,
    ];
    const template = (id: string, name: string) => {
      const { scalable: _, ...settings } = config('claimed');
      return { [id]: { capability: 'scaling', name, config: JSON.stringify(settings) } };
    };
    const smoothly = { order: (ids: readonly string[]) => ids, failsAfter: null };
    const names = async () =>
      [...(await ownedConfigs(table, 'scaling').all()).keys()].filter((one) => /^t\d/.test(one));
    expect(await shop.deploy(template('A', 't1'), smoothly)).toBeNull();
    expect(await blog.deploy(template('B', 't2'), smoothly)).toContain(
      '"t2" of the stack blog and "t1" of the stack shop',
    );
    expect(await shop.deploy(template('Moved', 't1'), { ...smoothly, failsAfter: 1 })).toBe('something else failed');
    expect(await shop.deploy(template('Moved', 't1'), smoothly)).toBeNull();
    expect(await shop.deploy(template('Renamed', 't3'), smoothly)).toBeNull();
    expect(await names()).toEqual(['t3']);
    expect(await shop.deploy({}, smoothly)).toBeNull();
    expect(await blog.deploy(template('B', 't2'), smoothly)).toBeNull();
    expect(await names()).toEqual(['t2']);
  });

  it('leave the watch list together with their scalable', async () => {
    const lease = { capability: 'scaling', subject: 'gone', owner: 'a', untilMs: 100, term: 1, promised: false };
    const ledger = dynamoDbLedger(table);
    await ownedConfigs(table, 'scaling').put(config('gone'), 'test');
    await ledger.take(lease, 0);
    await ledger.renew(
      { ...lease, term: 2 },
      { was: null, memory: { ...blankMemory, lookAgainAtMs: 5 } },
      await entryOf('gone'),
    );
    expect(await watchList({ ...table, newId, capability: 'scaling' }).watching(5)).toEqual(['gone']);
    await ownedConfigs(table, 'scaling').delete('gone', 'test');
    expect(await watchList({ ...table, newId, capability: 'scaling' }).watching(5)).toEqual([]);
  });

  it('hold one override of each kind, which expires', async () => {
    const writer = settingsWriter(table);
    const floor = { kind: 'floor', units: 4, untilMs: 5000, note: 'sale' } as const;
    await writer.putOverride('checkout/web', { ...floor, units: 3 }, 0);
    await writer.putOverride('checkout/web', floor, 0);
    await writer.putOverride('checkout/web', { kind: 'pause', units: null, untilMs: 1000, note: null }, 0);
    expect(await dynamoDbSettings(table).overrides('checkout/web', 1000)).toEqual([{ ...floor, by: null }]);
    expect(await writer.removeOverride('checkout/web', 'floor')).toBe(true);
    expect(await writer.removeOverride('checkout/web', 'floor')).toBe(false);
    expect(await dynamoDbSettings(table).overrides('checkout/web', 1000)).toEqual([]);
  });

  it('have a stop switch that says since when and why', async () => {
    expect(await stopSwitch(table)).toEqual({ stopped: false, sinceMs: null, note: null, by: null });
    await throwStopSwitch(table, { stopped: true, sinceMs: 7, note: 'incident 12' });
    expect(await stopSwitch(table)).toEqual({ stopped: true, sinceMs: 7, note: 'incident 12', by: null });
    await throwStopSwitch(table, { stopped: false, sinceMs: 9, note: null });
    expect(await stopSwitch(table)).toEqual({ stopped: false, sinceMs: 9, note: null, by: null });
  });

  it('have a clock in the local stack', async () => {
    expect(await tableClock(table)).toBeNull();
    await setTableClock(table, 1234);
    expect(await tableClock(table)).toBe(1234);
    await runTableClock(table, -1000);
    expect(await tableClock(table, () => 5000)).toBe(4000);
    expect(await tableClock(table, () => 5001)).toBe(4001);
  });
});

async function entryOf(subject: string, atMs = 1000) {
  const id = `${String(atMs).padStart(15, '0')}-${newId()}`;
  const outcome = { is: 'unchanged', because: null } as const;
  return {
    schema: 2,
    id,
    capability: 'scaling',
    subject,
    atMs,
    signal: tick,
    observation: null,
    decision: null,
    outcome,
  } as const;
}

describeOnLocalAws('the watch list on DynamoDB', () => {
  beforeAll(freshTable);

  it('has whoever is due within half a tick', async () => {
    const ledger = dynamoDbLedger(table);
    for (const [subject, lookAgainAtMs] of [
      ['now', 60_000],
      ['nearly', 90_000],
      ['later', 90_001],
      ['never', null],
    ] as const) {
      const lease = { capability: 'scaling', subject, owner: 'a', untilMs: 100, term: 1, promised: false };
      await ledger.take(lease, 0);
      await ledger.release(
        { ...lease, term: 2 },
        { was: null, memory: { ...blankMemory, lookAgainAtMs } },
        await entryOf(subject),
      );
    }
    expect((await watchList({ ...table, newId, capability: 'scaling' }).watching(60_000)).sort()).toEqual([
      'nearly',
      'now',
    ]);
  });

  it('names every scalable that is configured', async () => {
    const writer = ownedConfigs(table, 'scaling');
    const names = Array.from({ length: 30 }, (_, index) => `scalable-${String(index).padStart(2, '0')}`);
    await Promise.all(names.map((name) => writer.put(config(name), 'test')));
    expect(await watchList({ ...table, newId, capability: 'scaling' }).all()).toEqual(names);
  });

  it('gives the full look to one of many ticks in each five minutes of the clock', async () => {
    const list = watchList({ ...table, newId, capability: 'scaling' });
    const claims = async (...atMs: number[]) =>
      (await Promise.all(atMs.map((one) => list.claimFullLook(one)))).filter(Boolean).length;
    expect(await claims(300_000, 300_000, 300_100, 300_200)).toBe(1);
    expect(await claims(360_000, 599_999)).toBe(0);
    expect(await claims(600_000, 600_000)).toBe(1);
    expect(await claims(300_000)).toBe(0);
  });
});

describeOnLocalAws('entries on DynamoDB', () => {
  beforeAll(freshTable);

  it('are listed newest first and found by their id', async () => {
    const ledger = dynamoDbLedger(table);
    const entries = await Promise.all([3000, 1000, 2000].map((atMs) => entryOf('checkout/web', atMs)));
    for (const entry of entries) await ledger.append(entry);
    const reader = dynamoDbEntries(table, 'scaling');
    expect((await reader.list('checkout/web', 2)).map(({ atMs }) => atMs)).toEqual([3000, 2000]);
    const [first] = entries;
    expect(await reader.entry(first?.id ?? '', ['other', 'checkout/web'])).toEqual(first);
    expect(await reader.entry('unheard-of', ['other', 'checkout/web'])).toBeNull();
  });
});

/** The table through a client that loses the answer to the first try of each call, after it has been carried out. */
function forgetful(): Table {
  // The test's process has been pointed at the local AWS.
  const client = new DynamoDBClient({ ...readingClient });
  const lost = new WeakSet<object>();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      if (lost.has(context)) return answer;
      lost.add(context);
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return { ...table, client };
}

describeOnLocalAws('a ledger on DynamoDB whose first answers are all lost', () => {
  beforeAll(freshTable);
  const lease = { capability: 'scaling', subject: 'lossy', owner: 'a', untilMs: 100, term: 1, promised: false };

  it('finds its own success', async () => {
    const ledger = dynamoDbLedger(forgetful());
    const entry = await entryOf('lossy');
    const remembering = { was: null, memory: { ...blankMemory, kept: 1, lookAgainAtMs: 5 } };
    const inTerm = (term: number) => ({ ...lease, term });
    expect(await ledger.take(lease, 0)).toBe('takenOver');
    expect(await ledger.intend(inTerm(2), remembering, { ...entry, outcome: null })).toBe(true);
    expect(await ledger.take({ ...lease, owner: 'b' }, 0)).toBe('held');
    expect(await ledger.release(inTerm(3), remembering, entry)).toBe('lookAgain');
    expect(await ledger.renew(inTerm(4), remembering, entry)).toBe(true);
    expect(await ledger.release(inTerm(5), null, { ...entry, id: `${entry.id}2` })).toBe('released');
    expect(await ledger.take({ ...lease, owner: 'b' }, 0)).toBe('takenOver');
    expect(await ledger.memory(lease)).toEqual(remembering.memory);
  });

  it('claims the full look once', async () => {
    const list = watchList({ ...forgetful(), newId, capability: 'scaling' });
    expect(await list.claimFullLook(300_000)).toBe(true);
    expect(await list.claimFullLook(300_001)).toBe(false);
  });
});

describeOnLocalAws('twenty identical signals at once on DynamoDB', () => {
  beforeAll(freshTable);

  it('make one change, and an entry each that says what became of it', async () => {
    let asked = 2;
    const changes: number[] = [];
    const capability: Capability<
      { subject: string; atMs: number; memory: typeof blankMemory; asked: number },
      number,
      never
    > = {
      name: 'scaling',
      observe: async (subject, memory, atMs) => ({ subject, atMs, memory, asked }),
      decide: (seen) => ({
        desired: 5,
        change: seen.asked === 5 ? null : 5,
        withheld: null,
        lowers: false,
        reasons: [],
        binding: 0,
        keep: null as never,
        lookAgainAtMs: null,
      }),
      act: async (_, change) => {
        changes.push(change);
        asked = change;
        return { is: 'applied', because: null };
      },
    };
    const spine = { ledger: dynamoDbLedger(table), clock: { nowMs: () => Date.now() }, newId, leaseMs: 60_000 };
    await Promise.all(Array.from({ length: 20 }, () => run(capability, 'checkout/web', tick, spine)));
    const told = (await dynamoDbEntries(table, 'scaling').list('checkout/web', 100)).map(({ outcome }) => outcome?.is);
    expect(changes).toEqual([5]);
    expect(told.filter((is) => is === 'applied')).toHaveLength(1);
    expect(
      told.filter((is) => is === 'superseded').length + told.filter((is) => is === 'unchanged').length,
    ).toBeGreaterThanOrEqual(19);
    expect(new Set(told)).toEqual(new Set(['applied', 'superseded', 'unchanged']));
    expect(
      await spine.ledger.take(
        {
          capability: 'scaling',
          subject: 'checkout/web',
          owner: 'next',
          untilMs: Date.now() + 1,
          term: 1,
          promised: false,
        },
        Date.now(),
      ),
    ).toBe('taken');
  });
});

describeOnLocalAws('what somebody has typed into the table by hand', () => {
  beforeAll(freshTable);
  const put = (Item: Record<string, AttributeValue>) =>
    table.client.send(new PutItemCommand({ TableName: table.tableName, Item }));

  it.each<[string, AttributeValue]>([
    ['a text', { S: 'never' }],
    ['far away', { N: '1e30' }],
  ])('keeps nobody from a lease or a full look for ever: an end that is %s', async (_, atMs) => {
    const lease = { capability: 'scaling', subject: 'typed', owner: 'a', untilMs: 100, term: 1, promised: false };
    await put({ ...leaseKey(lease), owner: { S: 'z' }, untilMs: atMs, lookAgain: { BOOL: false } });
    expect(await dynamoDbLedger(table).take(lease, 0)).toBe('takenOver');
    await put({ ...rosterKey('scaling'), atMs, claim: { S: 'z' } });
    const list = watchList({ ...table, newId, capability: 'scaling' });
    expect(await list.claimFullLook(300_000)).toBe(true);
    expect(await list.claimFullLook(300_001)).toBe(false);
  });
});

describeOnLocalAws('the layout of the table', () => {
  beforeAll(freshTable);

  it('is as the table of contents says', async () => {
    const lease = {
      capability: 'scaling',
      subject: 'checkout/web',
      owner: 'a',
      untilMs: 100,
      term: 1,
      promised: false,
    };
    const ledger = dynamoDbLedger({ ...table, retentionDays: 30 });
    const entry = await entryOf('checkout/web');
    await ledger.take(lease, 0);
    await ledger.release({ ...lease, term: 2 }, { was: null, memory: { ...blankMemory, lookAgainAtMs: 5 } }, entry);
    const get = async (Key: ReturnType<typeof watchingKey>) =>
      (await table.client.send(new GetItemCommand({ TableName: table.tableName, Key }))).Item;
    expect(await get(watchingKey(lease))).toEqual({
      pk: { S: 'scaling/watching' },
      sk: { S: 'checkout/web' },
      lookAgainAtMs: { N: '5' },
    });
    const { entry: stored, ...beside } = (await get(entryKey(lease, entry.id))) ?? {};
    expect(unpacked(stored)).toBe(JSON.stringify(entry));
    expect(beside).toEqual({
      pk: { S: 'scaling#checkout/web' },
      sk: { S: `ENTRY#${entry.id}` },
      outcome: { S: 'unchanged' },
      expiresAt: { N: String(1 + 30 * 86_400) },
    });
  });
});
