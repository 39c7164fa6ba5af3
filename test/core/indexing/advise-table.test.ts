import { describe, expect, it } from 'vitest';
import { adviseTable } from '../../../core/indexing/tables/advise-table.ts';
import { readOperations, type TableFacts, type Used } from '../../../core/indexing/tables/table-facts.ts';

const [hourMs, dayMs] = [3_600_000, 86_400_000];
const [fromMs, toMs] = [0, 10 * dayMs];
/** So many in each hour from a day on. */
const hourly = (value: number, fromDay = 0) => ({
  points: Array.from({ length: 240 }, (_, hour) => ({ atMs: hour * hourMs, value: hour >= 24 * fromDay ? value : 0 })),
  trouble: null,
});
const none = { points: [], trouble: null };
const unused: Used = { readUnits: none, writeUnits: none, hotReads: none, hotWrites: none };
const nobody = Object.fromEntries(readOperations.map((one) => [one, { calls: 0, items: null }])) as TableFacts['reads'];

/** A million items of 1 kB, of which each is read by its key: a unit a read. */
const table = (more: Partial<TableFacts> = {}): TableFacts => ({
  ...{ name: 'orders', isOnDemand: true, items: 1e6, bytes: 1e9, createdAtMs: -dayMs, fromMs, toMs },
  used: { ...unused, readUnits: hourly(10_000), writeUnits: hourly(1000) },
  reads: { ...nobody, GetItem: { calls: 2_400_000, items: null } },
  ...{ indexes: [], troubles: [] },
  ...more,
});
const index = (used: Partial<Used> = {}) => {
  const inUse = { ...unused, writeUnits: hourly(1000), ...used };
  return { name: 'by-customer', bytes: 4e8, definition: { some: 'definition' }, used: inUse };
};

describe('an index of a table that nobody reads', () => {
  it('is told with what it costs a month, and with what brings it back', () => {
    expect(adviseTable(table({ indexes: [index()] }))).toEqual([
      {
        ...{ is: 'unused index', index: 'by-customer', bytes: 4e8, writeUnits: 240_000 },
        // 720,000 writes and 0.4 GB.
        usdPerMonth: expect.closeTo(0.45 + 0.1),
        definition: { some: 'definition' },
      },
    ]);
  });

  it('has no price where its units are provisioned: they are paid whether they are used or not', () => {
    const [advice] = adviseTable(table({ isOnDemand: false, indexes: [index()] }));
    expect(advice).toMatchObject({ is: 'unused index', usdPerMonth: null });
  });

  it.each([
    ['one that is read', index({ readUnits: hourly(1) }), {}],
    [
      'one that is read in one hour alone',
      index({ readUnits: { points: [{ atMs: 5, value: 0.5 }], trouble: null } }),
      {},
    ],
  ])('is not %s', (_, one, more) => {
    expect(adviseTable(table({ indexes: [one], ...more }))).toEqual([]);
  });

  it.each([
    ['of which AWS does not tell all', index({ readUnits: { points: [], trouble: 'throttled' } }), {}, 'throttled'],
    ['that may be new', index({ writeUnits: hourly(1000, 5) }), {}, 'may have been made since'],
    ['whose table is new', index(), { createdAtMs: dayMs }, 'younger'],
    ['whose table nobody uses', index({ writeUnits: none }), { used: unused }, 'nobody used the table'],
  ])('is unknown, and not unused, of one %s', (_, one, more, why) => {
    expect(adviseTable(table({ indexes: [one], ...more }))).toEqual([
      { is: 'unknown', what: 'index by-customer', why: expect.stringContaining(why) },
    ]);
  });
});

describe('an index that is missing', () => {
  const scans = (calls: number, items: number) => ({ ...nobody, Scan: { calls, items } });

  it('is told where most of what is read is given to nobody', () => {
    // Each scan reads the whole table, 122,000 units of eventually consistent reads, and gives ten items.
    const used = { ...unused, readUnits: hourly(122_000) };
    const [advice, ...others] = adviseTable(table({ used, reads: scans(240, 2400) }));
    expect(others).toEqual([]);
    expect(advice).toMatchObject({ is: 'missing index', by: ['Scan'], calls: 240 });
    expect(advice).toHaveProperty('wastedPercent', expect.closeTo(100, 0));
    // 87.8 million units a month.
    expect(advice).toHaveProperty('usdPerMonth', expect.closeTo(10.98, 1));
  });

  it.each([
    [
      'scans are given all that they read, as for an export',
      { ...unused, readUnits: hourly(122_000) },
      scans(240, 240e6),
    ],
    ['nothing lists', { ...unused, readUnits: hourly(1e6) }, { ...nobody, GetItem: { calls: 10, items: null } }],
    ['it is little', { ...unused, readUnits: hourly(10) }, scans(240, 0)],
    [
      'batches may have read it',
      { ...unused, readUnits: hourly(100_000) },
      { ...scans(1, 0), BatchGetItem: { calls: 240_000, items: null } },
    ],
  ])('is not where %s', (_, used, reads) => {
    expect(adviseTable(table({ used, reads }))).toEqual([]);
  });

  it('is unknown where PartiQL reads too, whose reads nobody counts apart', () => {
    const reads = { ...scans(240, 0), ExecuteStatement: { calls: 1, items: null } };
    expect(adviseTable(table({ used: { ...unused, readUnits: hourly(122_000) }, reads }))).toEqual([
      expect.objectContaining({ is: 'unknown', why: expect.stringContaining('PartiQL') }),
    ]);
  });
});

describe('keys that are hot', () => {
  it('are told of the table and of each index, with the hours in which a range of keys could take no more', () => {
    const hot = {
      points: [
        { atMs: 0, value: 7 },
        { atMs: hourMs, value: 0 },
      ],
      trouble: null,
    };
    const facts = table();
    const advice = adviseTable({
      ...facts,
      used: { ...facts.used, hotWrites: hot },
      indexes: [index({ readUnits: hourly(1), hotReads: hot })],
    });
    expect(advice).toEqual([
      { is: 'hot partition', index: null, of: 'writes', calls: 7, hours: 1 },
      { is: 'hot partition', index: 'by-customer', of: 'reads', calls: 7, hours: 1 },
    ]);
  });
});

it('tells what AWS would not tell, and so is nothing fine that nobody looked at', () => {
  expect(adviseTable(table({ troubles: ['no access'] }))).toEqual([
    { is: 'unknown', what: 'everything', why: 'no access' },
  ]);
});
