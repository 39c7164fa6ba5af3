import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { dynamoDbBalances } from '../../../adapters/balancing/balance-settings.ts';
import { balanceWriter } from '../../../adapters/balancing/balance-writer.ts';
import { putUse } from '../../../adapters/caching/kept-use.ts';
import { dynamoDbServices } from '../../../adapters/diagnosing/services.ts';
import { dynamoDbDatabases } from '../../../adapters/indexing/databases.ts';
import { dynamoDbBookings } from '../../../adapters/ledger/bookings.ts';
import { dynamoDbLedger } from '../../../adapters/ledger/dynamodb.ts';
import { dynamoDbEntries } from '../../../adapters/ledger/entries.ts';
import { dynamoDbFindings } from '../../../adapters/ledger/findings.ts';
import { stopSwitch, throwStopSwitch } from '../../../adapters/ledger/stop-switch.ts';
import { watchList } from '../../../adapters/ledger/watch-list.ts';
import { dynamoDbPurges } from '../../../adapters/purging/dynamodb.ts';
import { addChanges } from '../../../adapters/purging/pending-changes.ts';
import { chunkItem, pendingPartition } from '../../../adapters/purging/purge-items.ts';
import { readPurgeSettings } from '../../../adapters/purging/purge-settings.ts';
import { readChoices } from '../../../adapters/scaling/choices.ts';
import { knownScalables } from '../../../adapters/scaling/known-scalables.ts';
import { measured } from '../../../adapters/scaling/measured.ts';
import { dynamoDbSettings } from '../../../adapters/scaling/settings.ts';
import { settingsWriter } from '../../../adapters/scaling/settings-writer.ts';
import { tunings } from '../../../adapters/scaling/tunings.ts';
import { dynamoDbKeyspaces } from '../../../adapters/sharding/map/dynamodb.ts';
import { headItem } from '../../../adapters/sharding/map/head-item.ts';
import { putKeyReport } from '../../../adapters/sharding/map/key-reports.ts';
import { activeKey, activePartition, headKey } from '../../../adapters/sharding/map/keyspace-items.ts';
import { dynamoDbPlanning } from '../../../adapters/sharding/map/planning.ts';
import { configStore, subjects } from '../../../adapters/subjects.ts';
import { dynamoDbClaims } from '../../../adapters/table/claims.ts';
import { itemLoader } from '../../../adapters/table/item-loader.ts';
import type { Table } from '../../../adapters/table/table.ts';
import { runTableClock, setTableClock, tableClock } from '../../../adapters/table/table-clock.ts';
import { together } from '../../../core/caching/curve-sampler.ts';
import { useOf } from '../../../core/caching/use-report.ts';
import { parseConfig } from '../../../core/capabilities.ts';
import { decide } from '../../../core/diagnosing/decide.ts';
import { type CapabilityName, capabilityNames, configuredCapabilities } from '../../../core/model/capability-name.ts';
import type { Entry } from '../../../core/model/entry.ts';
import { blankMemory } from '../../../core/model/memory.ts';
import { firstAsking } from '../../../core/scaling/config/choice.ts';
import { parseKeyspace } from '../../../core/sharding/config/parse-keyspace.ts';
import { firstMap } from '../../../core/sharding/map/first-map.ts';
import { newMove } from '../../../core/sharding/moving/new-move.ts';
import { makePlan } from '../../../core/sharding/planning/make-plan.ts';
import { aLook } from '../../core/diagnosing/watched.ts';
import { aSituation } from '../../core/sharding/planning/a-situation.ts';
import { type ItemRequest, itemRequests } from '../../item-requests.ts';
import { rigOf } from '../../laws/capability-rig.ts';
import { answeringTable } from './answering-table.ts';

/** The tables as who works with them has them. */
interface Tables {
  /** That of the deployment. */
  readonly table: Table;
  readonly keyspaces: Table;
}

const subject = 'checkout/web';
const keyspace = 'orders';
const rule = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener-rule/app/shop/1/2/3';
const shards = { a: { kind: 'dynamodb-table', tableName: 'a' }, b: { kind: 'dynamodb-table', tableName: 'b' } };
const config = parseKeyspace(keyspace, { bits: 2, shards });
const map = firstMap(config);
const move = newMove({ id: 'm1', keyspace, slot: 0, from: 'a', to: 'b', epoch: 1, requestedAtMs: 10 });
const pin = { ...move, id: 'm2', kind: 'pin', pinned: { key: 'whale', slot: 4 } } as const;
const plan = makePlan('p1', { is: 'balance' }, { ...aSituation({ a: [60, 61], b: [40, 39] }), keyspace, atMs: 5 });
const change = { id: 'c', atMs: null, urgent: true };
const waiting = [
  { id: '0#1-a', cameAtMs: 1, changes: [{ ...change, item: '/a' }] },
  { id: '0#1-b', cameAtMs: 1, changes: ['/a', '/b'].map((item) => ({ ...change, item })) },
];
const submission = {
  id: 'p1',
  items: ['/a'],
  refused: [],
  chunks: waiting.map(({ id }) => id),
  urgent: true,
  plannedAtMs: 10,
  requestedAtMs: 1,
};

const keptUse = { atMs: 1, use: useOf([]), seen: together([]), hot: [], nodes: null };

/** Everything that each function, and a person, does with the tables, by way of the adapters that it works with. */
export const whatFunctionsKeep = {
  'resource-allocator': async ({ table }) => {
    await look(table, 'scaling', subject);
    await watch(table, 'scaling');
    const settings = dynamoDbSettings(table);
    await Promise.all([settings.all(), settings.overrides(subject, 0), readChoices(table)]);
    await dynamoDbBookings(table).list(0);
  },
  'policy-tuner': async ({ table }) => {
    await Promise.all([dynamoDbSettings(table).all(), readChoices(table), measured(table)(subject)]);
    const { putTuning, putDay, tuning, days } = tunings(table);
    await Promise.all([tuning(subject), days(subject)]);
    await putDay(subject, { schema: 1, day: '2026-03-04', perSecond: [1], running: [null] });
    await putTuning({
      ...{
        schema: 1 as const,
        scalable: subject,
        atMs: 5,
        switched: false,
        because: 'told',
        check: null,
      },
      ...{ days: 1, sloBudgetPercent: 1, outlook: null, promised: null, table: [] },
      choice: { schema: 1, ...firstAsking, sinceMs: 0 },
    });
  },
  'load-balancer': async ({ table }) => {
    await look(table, 'balancing', subject);
    await watch(table, 'balancing');
    const readItem = itemLoader(table);
    await Promise.all([readItem(memoryOf('balancing')), knownScalables(readItem)(subject)]);
    const bookings = dynamoDbBookings(table);
    await bookings.put({ schema: 1, scalable: 's', by: subject, units: 1, because: { says: '' }, untilMs: 9 });
    await bookings.list(0);
    const claims = dynamoDbClaims(table);
    const claim = { capability: 'balancing', subject: rule, owner: 'me', untilMs: 100, term: 1, promised: false };
    await claims.take(claim, 0);
    await claims.take({ ...claim, owner: 'late' }, 0);
    await claims.free(claim);
    const settings = dynamoDbBalances(table);
    await Promise.all([settings.all(), settings.overrides(subject, 0)]);
  },
  'cdn-purger': async ({ table }) => {
    await look(table, 'purging', 'site');
    await (await readPurgeSettings(table)).all();
    await addChanges({ ...table, newId: () => 'x' }, 'site', [{ ...change, item: '/a' }], 1);
    const purges = dynamoDbPurges(table);
    const asked = { purgeIds: ['I1'], refusals: [{ item: '/b', because: 'no' }] };
    await purges.submitted('site', submission, asked, 11);
    await purges.submitted('site', submission, asked, 12);
    await purges.settle('site', [submission]);
    await purges.chunks('site');
  },
  'performance-metrics': async ({ table }) => {
    await look(table, 'diagnosing', 'checkout');
    await dynamoDbServices(table).names();
    for (const finding of decide(aLook()).desired.findings) await dynamoDbFindings(table).put(finding);
    await dynamoDbFindings(table).list(0, 'checkout');
  },
  'index-advisor': async ({ table }) => {
    await look(table, 'indexing', 'shop/orders');
    await dynamoDbDatabases(table).due(0);
    const holds = { sinceMs: 5, untilMs: 5000, because: { says: 'an index would pay' } };
    const finding = { schema: 1, id: 'index', kind: 'index', service: 'shop', tier: 'orders', ...holds } as const;
    await dynamoDbFindings(table).put(finding);
  },
  'shard-mover': async ({ table, keyspaces }) => {
    await look(table, 'moving', `${keyspace}/m1`);
    const store = dynamoDbKeyspaces(keyspaces);
    await Promise.all([store.config(keyspace), store.activeMoves(keyspace), store.move(keyspace, 'm1')]);
    await Promise.all([store.slot(keyspace, 0), store.slots(keyspace), store.takeOver(keyspace, 'm1')]);
    await store.save(move, { ...move, is: 'preparing' });
    await store.save({ ...move, is: 'cleaning' }, { ...move, is: 'done' });
    const flip = { slots: [{ slot: 4, shard: 'b', epoch: 2 }], pin: { key: 'whale', slot: 4 }, unpin: null };
    await store.flip({ ...pin, is: 'opening' }, { ...pin, is: 'reversible' }, flip);
  },
  'shard-balancer': async ({ table, keyspaces }) => {
    await look(table, 'sharding', keyspace);
    const store = dynamoDbKeyspaces(keyspaces);
    await readSituation(keyspaces);
    await store.movesOf(keyspace, 'p1');
    for (const one of [move, pin]) await store.begin(one);
    const planning = dynamoDbPlanning(keyspaces);
    await planning.putPlan(plan, 'proposed', 'told');
    await planning.markPlan({ plan, is: 'proposed', sinceMs: 5, note: null }, 'running', 6, 'told');
    await planning.putMeasured(keyspace, 'a', { atMs: 5, slots: [] }, []);
    await Promise.all([planning.measured(keyspace, 'a'), planning.loadsOf(keyspace, 'a', 0)]);
  },
  'cache-invalidator': ({ table }) => putUse(table, 'orders', keptUse),
  'shard-router': ({ keyspaces }) => readSituation(keyspaces),
  'config-writer': async ({ table, keyspaces }) => {
    const tables = { ledger: table, keyspaces };
    for (const capability of configuredCapabilities) {
      const { name, config: input } = rigOf(capability).example;
      const store = await configStore(capability, tables);
      const claiming = { id: '0123456789abcdef', identity: 'web', what: 'the group web', besides: [] };
      await store.put(await parseConfig(capability, name, input), 'stack#a', claiming);
      await store.delete(name, 'stack#a', claiming.id);
    }
  },
  'decision-widget': async ({ table, keyspaces }) => {
    await Promise.all([tableClock(table), dynamoDbFindings(table).list(0)]);
    for (const name of capabilityNames) {
      await (await subjects(name, { ledger: table, keyspaces })).all();
      await dynamoDbEntries(table, name).list(subject, 1);
    }
  },
  application: async ({ keyspaces }) => {
    const store = dynamoDbKeyspaces(keyspaces);
    await Promise.all([store.config(keyspace), store.map(keyspace, false), store.slot(keyspace, 0)]);
    await putKeyReport(keyspaces, keyspace, { atMs: 5, slots: [], keys: [] });
  },
  /** Whoever finds out something about a service. */
  finder: async ({ table }) => {
    const holds = { sinceMs: 5, untilMs: 5000, because: { says: 'it waits for locks' } };
    const finding = { schema: 1, id: 'locks', kind: 'bottleneck', service: 'checkout', tier: 'db', ...holds } as const;
    await dynamoDbFindings(table).put(finding);
    await dynamoDbFindings(table).list(0, 'checkout');
  },
  person: async ({ table, keyspaces }) => {
    const atMs = 1000;
    const until = { untilMs: 5000, note: 'sale', by: 'arn:aws:iam::111122223333:user/alice' };
    await throwStopSwitch(table, { stopped: true, sinceMs: atMs, note: 'incident', by: until.by });
    await stopSwitch(table);
    await runTableClock(table, 0);
    await setTableClock(table, atMs);
    await settingsWriter(table).putOverride(subject, { kind: 'floor', units: 4, ...until }, atMs);
    await settingsWriter(table).removeOverride(subject, 'floor');
    await balanceWriter(table).putOverride(subject, { kind: 'pin', group: 'blue', percent: 5, ...until });
    await balanceWriter(table).removeOverride(subject, 'pin', 'blue');
    const store = dynamoDbKeyspaces(keyspaces);
    await store.create(map);
    await store.addShards(keyspace, [...map.shards, { name: 'c', weight: 1 }]);
    await store.askAbort(keyspace, 'm1');
    const planning = dynamoDbPlanning(keyspaces);
    for (const draining of [true, false]) await planning.setDraining(keyspace, 'a', draining);
  },
} satisfies Readonly<Record<string, (tables: Tables) => Promise<void>>>;

const memoryOf = (capability: CapabilityName) => ({ pk: { S: `${capability}#${subject}` }, sk: { S: 'MEMORY' } });

/** A look from its lease to its end, with another that comes meanwhile. */
async function look(table: Table, capability: CapabilityName, of: string): Promise<void> {
  const ledger = dynamoDbLedger({ ...table });
  const lease = { capability, subject: of, owner: 'me', untilMs: 100, term: 1, promised: false };
  const again = { ...blankMemory, lookAgainAtMs: 5 };
  const entry = anEntry(capability, of);
  await ledger.take(lease, 0);
  await ledger.take({ ...lease, owner: 'late' }, 0);
  await ledger.memory(lease);
  await dynamoDbLedger({ ...table, readItem: itemLoader(table) })
    .memory(lease)
    .catch(() => null);
  await ledger.intend({ ...lease, term: 2 }, { was: null, memory: again }, { ...entry, outcome: null });
  await ledger.renew({ ...lease, term: 3 }, { was: again, memory: blankMemory }, entry);
  await ledger.release({ ...lease, term: 4, promised: true }, { was: null, memory: again }, entry);
  await ledger.append(entry);
  await ledger.stopped();
}

const anEntry = (capability: CapabilityName, of: string): Entry => ({
  schema: 2,
  id: '000000000001000-a',
  capability,
  subject: of,
  atMs: 1000,
  signal: { kind: 'tick', id: 't', atMs: null, dryRun: false },
  observation: null,
  decision: {
    ...{ desired: null, change: null, lowers: false, withheld: null, binding: 0, keep: null, lookAgainAtMs: null },
    reasons: [{ by: 'hold', desired: null, because: { says: 'it is held' } }],
  },
  outcome: { is: 'unchanged', because: null },
});

async function watch(table: Table, capability: CapabilityName): Promise<void> {
  const list = watchList({ ...table, newId: () => 'x', capability });
  await Promise.all([list.watching(0), list.all(), list.claimFullLook(0)]);
}

async function readSituation(keyspaces: Table): Promise<void> {
  const [store, planning] = [dynamoDbKeyspaces(keyspaces), dynamoDbPlanning(keyspaces)];
  await Promise.all([store.config(keyspace), store.map(keyspace, true), store.slots(keyspace)]);
  await Promise.all([planning.loads(keyspace, 0), planning.draining(keyspace), store.activeMoves(keyspace)]);
  await Promise.all([planning.keyReports(keyspace, 0), planning.plans(keyspace, 1)]);
}

export type Who = keyof typeof whatFunctionsKeep;

/** What somebody asks of the two tables, called `table` and `keyspaces`, where others are in the way and something waits. */
export async function requestsOf(who: Who): Promise<readonly ItemRequest[]> {
  const table = answeringTable(({ command, input }) => answerTo(command, input));
  await whatFunctionsKeep[who]({ table, keyspaces: { ...table, tableName: 'keyspaces' } });
  return table.asked.flatMap(({ command, input }) => itemRequests(command.replace(/Command$/, ''), input));
}

function answerTo(command: string, input: Record<string, unknown>): unknown {
  const { Item, Key, ExpressionAttributeValues: values } = input as Record<string, Record<string, { S?: string }>>;
  if (command === 'PutItemCommand' && Item?.owner?.S === 'late') {
    const theirs = { owner: { S: 'me' }, lookAgain: { BOOL: false } };
    return new ConditionalCheckFailedException({ message: 'unmet', $metadata: {}, Item: theirs });
  }
  if (Key?.sk?.S === headKey(keyspace).sk?.S) return { Item: headItem(map), Attributes: headItem(map) };
  if (command !== 'QueryCommand') return {};
  const asked = values?.[':pk']?.S;
  if (asked === pendingPartition('site')) return { Items: waiting.map((chunk) => chunkItem('site', chunk)) };
  return asked === activePartition(keyspace) ? { Items: [activeKey(keyspace, 'm1')] } : {};
}
