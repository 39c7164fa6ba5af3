import { describe, expect, it } from 'vitest';
import { type Candidate, definition } from '../../../core/indexing/candidate.ts';
import { candidates } from '../../../core/indexing/candidates.ts';
import { chooseIndexes, type WhatIf } from '../../../core/indexing/choose-indexes.ts';
import { findFaults, type IndexKnown, isThere } from '../../../core/indexing/standing-indexes.ts';
import type { Statement, Use } from '../../../core/indexing/statement.ts';
import { differences } from '../../../core/indexing/statement-statistics.ts';
import type { Catalog } from '../../../core/indexing/table.ts';

const key = (column: string) => ({ sql: `"${column}"`, column });
const use = (given: Partial<Use>): Use => ({
  ...{ table: 's.t', equal: [], range: [], order: [], group: [], partial: [], needed: null },
  ...given,
});
const statement = (id: string, calls: number, ...uses: Use[]): Statement => ({
  id,
  text: id,
  calls,
  totalMs: null,
  uses,
});
const column = (distinct: number) => ({ distinct, widthBytes: 8, isDeduplicated: true });
const writesOf = (writes: number) => new Map([['s.t', writes]]);

describe('candidates', () => {
  it('put what is equal first, the most selective before the others, then a range or what is sorted by', () => {
    const columns = new Map([
      ['few', column(2)],
      ['many', column(-1)],
      ['at', column(9)],
    ]);
    const catalog: Catalog = new Map([['s.t', { schema: 's', name: 't', rows: 1000, bytes: 1, columns }]]);
    const one = statement(
      '1',
      1,
      use({ equal: [key('few'), key('many')], range: [key('at')], partial: ['"gone" IS NULL'] }),
    );
    const found = candidates([one], catalog).map(definition);
    expect(found).toContain('ON "s"."t" ("many", "few", "at")');
    expect(found).toContain('ON "s"."t" ("many", "few") WHERE "gone" IS NULL');
    expect(found.some((text) => text.startsWith('ON "s"."t" ("at", '))).toBe(false);
    expect(new Set(found).size).toBe(found.length);
  });

  it('are bounded, and found at once, for a hundred thousand statements on a thousand tables', () => {
    const columns = new Map(['a', 'b', 'c'].map((name) => [name, column(5)]));
    const tables = Array.from({ length: 1000 }, (_, n) => `t${n}`);
    const catalog: Catalog = new Map(
      tables.map((name) => [`s.${name}`, { schema: 's', name, rows: 1, bytes: 1, columns }]),
    );
    const many = Array.from({ length: 100_000 }, (_, n) =>
      statement(String(n), n, use({ table: `s.t${n % 1000}`, equal: [key('a'), key('b')], range: [key('c')] })),
    );
    const found = candidates(many, catalog);
    expect(found.length).toBe(600);
    // Those of the heaviest statements.
    expect(found[0]?.table).toBe('s.t999');
  });

  it('are bounded, whatever the workload', () => {
    const names = Array.from({ length: 300 }, (_, n) => `c${n}`);
    const columns = new Map(names.map((name) => [name, column(5)]));
    const catalog: Catalog = new Map([['s.t', { schema: 's', name: 't', rows: 1, bytes: 1, columns }]]);
    expect(candidates([statement('1', 1, use({ equal: names.map(key) }))], catalog).length).toBeLessThan(100);
  });
});

/** Prices by the first column of an index alone: with one on its column a statement costs 10, without 100. */
const byFirst: WhatIf = {
  costs: async (indexes, statements) =>
    new Map(
      statements.map(({ id, uses }) => [
        id,
        indexes.some(({ keys }) => keys[0]?.column === uses[0]?.equal[0]?.column) ? 10 : 100,
      ]),
    ),
  bytes: async ({ keys }) => (keys[0]?.column === 'none' ? null : 100 * keys.length),
};
const index = (...names: string[]): Candidate => ({
  ...{ table: 's.t', include: [], where: null },
  keys: names.map((name) => ({ ...key(name), descending: false })),
});
const limits = { mostBytes: 1e9, leastGain: 0.01, costOfWrite: 1 };
const workload = [statement('a', 10, use({ equal: [key('a')] })), statement('b', 2, use({ equal: [key('b')] }))];
const all = [index('a'), index('a', 'b'), index('b'), index('c'), index('none')];
const choose = (writes: number, given = {}) =>
  chooseIndexes(workload, all, writesOf(writes), byFirst, { ...limits, ...given });
const names = async (choice: ReturnType<typeof choose>) =>
  (await choice).chosen.map(({ index: one }) => definition(one));

describe('the choice', () => {
  it('takes what saves most first, the smaller of two that save the same, and nothing that serves nobody', async () => {
    expect(await names(choose(0))).toEqual(['ON "s"."t" ("a")', 'ON "s"."t" ("b")']);
    expect(await choose(0)).toMatchObject({ costBefore: 1200, costAfter: 120, unpriced: [] });
  });

  it('leaves out what costs those who write more than it gives', async () => {
    expect(await names(choose(500))).toEqual(['ON "s"."t" ("a")']);
    expect(await names(choose(5000))).toEqual([]);
  });

  it('stays in what it may take', async () => {
    expect(await names(choose(0, { mostBytes: 150 }))).toEqual(['ON "s"."t" ("a")']);
    expect(await names(choose(0, { mostBytes: 50 }))).toEqual([]);
  });
});

describe('an index that is there', () => {
  const known = (name: string, given: Partial<IndexKnown> = {}): IndexKnown => ({
    ...{ schema: 's', table: 't', name, bytes: 1, scans: 5, isValid: true, isNeeded: false, isUnique: false },
    ...{ form: 'btree', keys: ['a'], sql: `CREATE INDEX ${name}` },
    ...given,
  });

  it('is used where one replica alone uses it', () => {
    const idle = [known('i', { scans: 0 })];
    expect(findFaults([idle, [known('i', { scans: 1 })]])).toEqual([]);
    expect(findFaults([idle, idle]).map(({ is }) => is)).toEqual(['unused']);
  });

  it('is one too many where another begins with its keys and is of the same form, and never where it holds a constraint', () => {
    const wide = known('wide', { keys: ['a', 'b'] });
    const faults = findFaults([
      [known('i'), wide, known('other form', { form: 'hash' }), known('key', { isNeeded: true, scans: 0 })],
    ]);
    expect(faults.map(({ index: { name }, is, instead }) => [name, is, instead])).toEqual([['i', 'duplicate', 'wide']]);
    expect(findFaults([[known('one'), known('two')]]).map(({ index: { name } }) => name)).toEqual(['two']);
  });

  it('is of no use where a build of it has failed', () => {
    expect(findFaults([[known('i', { isValid: false, isUnique: true })]])[0]?.is).toBe('invalid');
  });
});

describe('two looks at what a server counts', () => {
  const counted = (id: string, calls: number, totalMs: number) => ({ id, text: id, calls, totalMs, rows: calls });

  it('tell what ran between them, also where the server began anew, and nothing of what did not run', () => {
    const before = [counted('same', 5, 50), counted('more', 5, 50), counted('anew', 5, 50)];
    const after = [counted('same', 5, 50), counted('more', 8, 90), counted('anew', 2, 3), counted('new', 1, 4)];
    expect(differences(before, after)).toEqual([counted('more', 3, 40), counted('anew', 2, 3), counted('new', 1, 4)]);
  });
});

describe('an index that is only thought of', () => {
  const there = (on: string, given: Partial<IndexKnown> = {}): IndexKnown => ({
    ...{ schema: 's', table: 't', name: 'i', bytes: 1, scans: 5, isValid: true, isNeeded: true, isUnique: true },
    ...{ form: 'btree', keys: ['a', 'b'], sql: `CREATE INDEX i ON s.t USING btree ${on}` },
    ...given,
  });

  it('is none where one that is there begins with its keys and is of all rows', () => {
    expect(isThere(index('a'), [there('(a, b)')])).toBe(true);
    expect(isThere(index('a'), [there('(ab, b)')])).toBe(false);
    expect(isThere(index('a'), [there('(a, b) INCLUDE (c)')])).toBe(true);
    expect(isThere(index('b'), [there('(a, b)')])).toBe(false);
    expect(isThere(index('a'), [there('(a) WHERE b')])).toBe(false);
    expect(isThere(index('a'), [there('(a, b)', { isValid: false })])).toBe(false);
    expect(isThere(index('a'), [there('(a, b)', { form: 'hash' })])).toBe(false);
  });

  it('is none where it is there itself, with its order, its condition and what it carries', () => {
    const ordered = {
      ...index('a', 'b'),
      keys: index('a', 'b').keys.map((one, at) => ({ ...one, descending: at === 1 })),
    };
    expect(isThere(ordered, [there('(a, b DESC)')])).toBe(true);
    expect(isThere(ordered, [there('(a, b)')])).toBe(false);
    const carrying = { ...index('a'), include: ['c'], where: '"gone" IS NULL' };
    expect(isThere(carrying, [there('(a) INCLUDE (c) WHERE (gone IS NULL)')])).toBe(true);
    expect(isThere(carrying, [there('(a) INCLUDE (c)')])).toBe(false);
    expect(isThere({ ...index('a'), include: ['c'] }, [there('(a)')])).toBe(false);
  });
});
