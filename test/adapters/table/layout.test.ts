import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as purgeItems from '../../../adapters/purging/purge-items.ts';
import * as scalingItems from '../../../adapters/scaling/scaling-items.ts';
import * as keyspaceItems from '../../../adapters/sharding/map/keyspace-items.ts';
import type { Item } from '../../../adapters/table/attributes.ts';
import * as keys from '../../../adapters/table/keys.ts';
import { capabilityNames } from '../../../core/model/capability-name.ts';
import type { ItemRequest, TouchedItem } from '../../item-requests.ts';
import { requestsOf, type Who, whatFunctionsKeep } from './what-functions-keep.ts';

const root = join(import.meta.dirname, '..', '..', '..');

interface Row {
  readonly pk: RegExp;
  readonly sk: RegExp;
  /** Attributes that it names, its key left out. */
  readonly attributes: readonly string[];
  readonly line: string;
}

/** The rows of the table that a file shows as its layout. */
function rowsIn(file: string): readonly Row[] {
  const lines = readFileSync(join(root, file), 'utf8').match(/(?<=^ \* )\| `.*\|$/gm) ?? [];
  return lines.map((line) => {
    const [, pk = '', sk = '', what = ''] = line.split('|').map((cell) => cell.trim());
    return { pk: patternOf(pk), sk: patternOf(sk), attributes: namesIn(what), line };
  });
}

const namesIn = (cell: string) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

const places: Readonly<Record<string, string>> = {
  '<capability>': `(${capabilityNames.join('|')})`,
  '<subject>': '[^#:]+',
  '<ARN>': 'arn:[^#]+',
  '<keyspace>': '[^#/:]+',
};

const patternOf = (cell: string) => {
  const template = cell.replaceAll('`', '').replaceAll(/[/.]/g, '\\$&');
  return new RegExp(`^${template.replaceAll(/<[\w ]+>/g, (place) => places[place] ?? '[^#]+')}$`);
};

const matches = ({ pk, sk }: TouchedItem, row: Row) => row.pk.test(pk) && (sk === null || row.sk.test(sk));

/** A key of each sort that a file exports; a sort that is left out does not compile. */
type KeysOf<Module> = { readonly [Name in Extract<keyof Module, `${string}Key`>]: Item };

const of = { capability: 'scaling', subject: 'checkout/web' } as const;
const keysOfTable: KeysOf<typeof keys> & KeysOf<typeof scalingItems> & KeysOf<typeof purgeItems> = {
  leaseKey: keys.leaseKey(of),
  memoryKey: keys.memoryKey(of),
  entryKey: keys.entryKey(of, '000000000001000-a'),
  configKey: keys.configKey('purging', 'site'),
  claimKey: keys.claimKey('scaling', '0123456789abcdef'),
  overrideKey: keys.overrideKey('balancing', 'checkout/web', 'pin:blue'),
  watchingKey: keys.watchingKey(of),
  cacheUseKey: keys.cacheUseKey('orders'),
  rosterKey: keys.rosterKey('balancing'),
  bookingKey: keys.bookingKey('checkout/green', 'checkout/web'),
  findingKey: keys.findingKey('checkout', 'locks'),
  stopKey: keys.stopKey,
  clockKey: keys.clockKey,
  tuningKey: scalingItems.tuningKey('checkout/web'),
  demandKey: scalingItems.demandKey('checkout/web', '2026-03-04'),
  choiceKey: scalingItems.choiceKey('checkout/web'),
  chunkKey: purgeItems.chunkKey('site', purgeItems.chunkIdOf(true, 1, 'a')),
  receiptKey: purgeItems.receiptKey('site', 'p1'),
};
const keysOfKeyspaces: KeysOf<typeof keyspaceItems> = {
  keyspaceKey: keyspaceItems.keyspaceKey('orders'),
  headKey: keyspaceItems.headKey('orders'),
  draftKey: keyspaceItems.draftKey('orders'),
  slotKey: keyspaceItems.slotKey('orders', 7),
  drainKey: keyspaceItems.drainKey('orders', 'a'),
  moveKey: keyspaceItems.moveKey('orders', 'm1'),
  activeKey: keyspaceItems.activeKey('orders', 'm1'),
  loadKey: keyspaceItems.loadKey('orders', 0, 'a'),
  measureKey: keyspaceItems.measureKey('orders', 'a'),
  keyReportKey: keyspaceItems.keyReportKey('orders', 0, 'a'),
  planKey: keyspaceItems.planKey('orders', 'p1'),
};

/** Tables, where their layout is told, and whose names partitions may begin with. */
const tables = [
  {
    tableName: 'table',
    file: 'adapters/table/keys.ts',
    made: keysOfTable,
    owner: new RegExp(`^((${capabilityNames.join('|')}|caching)[#/]|(findings|switch|clock)$)`),
  },
  {
    tableName: 'keyspaces',
    file: 'adapters/sharding/map/keyspace-items.ts',
    made: keysOfKeyspaces,
    owner: /^([^#/]+#|sharding\/config$)/,
  },
] as const;

describe.each(tables)('the layout in $file', ({ tableName, file, owner, made }) => {
  const rows = rowsIn(file);
  let requests: readonly ItemRequest[];
  beforeAll(async () => {
    const all = await Promise.all(Object.keys(whatFunctionsKeep).map((who) => requestsOf(who as Who)));
    requests = all.flat().filter((request) => request.tableName === tableName);
  });
  const items = () => requests.flatMap((request) => request.items);

  it('has a row for all that anybody reads or writes', () => {
    expect(items().length).toBeGreaterThan(20);
    expect(items().filter((item) => !rows.some((row) => matches(item, row)))).toEqual([]);
  });

  it('has a row for every sort of key that is exported', () => {
    const sorts = Object.values<Item>(made).map(({ pk, sk }) => ({ pk: pk?.S ?? '', sk: sk?.S ?? '', attributes: [] }));
    expect(sorts.filter((item) => !rows.some((row) => matches(item, row)))).toEqual([]);
    expect(sorts.filter(({ pk }) => !owner.test(pk))).toEqual([]);
  });

  it('has no row that nobody writes', () => {
    const written = requests.filter(({ action }) => /Put|Update/.test(action)).flatMap((request) => request.items);
    expect(rows.filter((row) => !written.some((item) => matches(item, row))).map(({ line }) => line)).toEqual([]);
  });

  it('names every attribute that is written, and no other', () => {
    const written = items().filter(({ attributes }) => attributes.length > 0);
    const told = (item: TouchedItem) => rows.filter((row) => matches(item, row)).flatMap((row) => row.attributes);
    const untold = written.flatMap((item) => item.attributes.filter((one) => !told(item).includes(one)));
    expect(untold).toEqual([]);
    const unwritten = rows.flatMap((row) => {
      const mine = new Set(written.filter((item) => matches(item, row)).flatMap(({ attributes }) => attributes));
      return row.attributes.filter((one) => !mine.has(one)).map((one) => `${row.line}: ${one}`);
    });
    expect(unwritten).toEqual([]);
  });

  it('begins every partition with its owner', () => {
    expect(items().filter(({ pk }) => !owner.test(pk))).toEqual([]);
  });
});

it('makes keys of either table nowhere but in the files that this test walks over', () => {
  const files = globSync('{adapters,functions,cli,clients}/**/*.ts', { cwd: root });
  // Shards that are DynamoDB tables have keys of their own.
  const ours = files.filter((file) => !file.startsWith('adapters/sharding/shards/'));
  const making = ours.filter((file) => /\bkeyAt\(|[{ ]pk: (text\(|\{)/.test(readFileSync(join(root, file), 'utf8')));
  expect(making.sort()).toEqual([
    'adapters/purging/purge-items.ts',
    'adapters/scaling/scaling-items.ts',
    'adapters/sharding/map/keyspace-items.ts',
    'adapters/table/keys.ts',
  ]);
});
