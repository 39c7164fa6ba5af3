import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../core/indexing/candidate.ts';
import { indexBytes } from '../../../core/indexing/index-bytes.ts';
import type { Catalog } from '../../../core/indexing/table.ts';

const rows = 80_000;
const column = (distinct: number, widthBytes: number, isDeduplicated = true) => ({
  distinct,
  widthBytes,
  isDeduplicated,
});
const columns = new Map([
  ['id', column(-1, 4)],
  ['tenant', column(400, 4)],
  ['status', column(4, 5)],
  ['total', column(977, 4, false)],
]);
const catalog: Catalog = new Map([['shop.orders', { schema: 'shop', name: 'orders', rows, bytes: 8e6, columns }]]);
const on = (names: readonly string[], more: Partial<Candidate> = {}): Candidate => {
  const keys = names.map((name) => ({ sql: `"${name}"`, column: name, descending: false }));
  return { table: 'shop.orders', keys, include: [], where: null, ...more };
};
const bytesOf = (index: Candidate, of: number | null = null) => indexBytes(index, catalog, of) as number;

describe('what an index would take', () => {
  it('is what a build of PostgreSQL 15 took, within a tenth, where each row has a key of its own', () => {
    expect(bytesOf(on(['id'])) / 1_818_624).toBeCloseTo(1, 1);
  });

  it('is a third of that where few values stand in many rows, since they stand together', () => {
    expect(bytesOf(on(['tenant'])) / bytesOf(on(['id']))).toBeLessThan(0.4);
    expect(bytesOf(on(['tenant', 'status']))).toBeLessThan(0.45 * bytesOf(on(['id'])));
  });

  it('is as much as that of unique keys where equal values may look different, or more columns stand beside the key', () => {
    expect(bytesOf(on(['total']))).toBe(bytesOf(on(['id'])));
    expect(bytesOf(on(['tenant'], { include: ['total'] }))).toBe(bytesOf(on(['id'])));
  });

  it('is that of the rows that it is of', () => {
    const whole = bytesOf(on(['id']));
    expect(bytesOf(on(['id'], { where: '"status" IS NULL' }), rows / 10) / whole).toBeCloseTo(0.1, 1);
    expect(bytesOf(on(['id']), 0)).toBe(8192);
  });

  it('is unknown of a table that nobody knows', () => {
    expect(indexBytes({ ...on(['id']), table: 'shop.gone' }, catalog, null)).toBeNull();
  });
});
