import { describe, expect, it } from 'vitest';
import { parseStatement } from '../../../adapters/indexing/parse-statement.ts';
import { readableText } from '../../../adapters/indexing/readable-text.ts';
import type { Catalog } from '../../../core/indexing/table.ts';

const table = (name: string, ...columns: string[]) =>
  [
    `shop.${name}`,
    {
      schema: 'shop',
      name,
      rows: 1,
      bytes: 1,
      columns: new Map(columns.map((one) => [one, { distinct: 1, widthBytes: 4, isDeduplicated: true }])),
    },
  ] as const;
const catalog: Catalog = new Map([
  table('orders', 'id', 'customer_id', 'status', 'created', 'deleted', 'flag'),
  table('customers', 'id', 'email'),
]);

async function usesOf(sql: string) {
  const parsed = await parseStatement(sql, catalog, ['shop']);
  if (parsed.is !== 'read') throw new Error(JSON.stringify(parsed));
  return parsed.uses.map(({ table: of, equal, range, order, group, partial, needed }) => ({
    of,
    equal: equal.map(({ sql: text }) => text),
    range: range.map(({ sql: text }) => text),
    order: order.map(({ sql: text, descending }) => `${text}${descending ? ' DESC' : ''}`),
    group: group.map(({ sql: text }) => text),
    partial,
    needed: needed?.toSorted() ?? null,
  }));
}

describe('a statement', () => {
  it('tells what each of its tables is asked by, whichever side of a comparison it stands on', async () => {
    const [orders, customers] = await usesOf(
      `SELECT o.id FROM orders o JOIN shop.customers c ON c.id = o.customer_id WHERE $1 = status AND created BETWEEN $2 AND $3
       AND lower(c.email) = $4 AND o.deleted IS NULL AND NOT flag ORDER BY created DESC, o.id LIMIT $5`,
    );
    expect(orders).toEqual({
      ...{
        of: 'shop.orders',
        equal: ['"customer_id"', '"status"'],
        range: ['"created"'],
        order: ['"created" DESC', '"id"'],
      },
      ...{ group: [], partial: ['"deleted" IS NULL', 'NOT "flag"'] },
      needed: ['created', 'customer_id', 'deleted', 'flag', 'id', 'status'],
    });
    expect(customers).toMatchObject({
      of: 'shop.customers',
      equal: ['"id"', '"lower"("email")'],
      needed: ['email', 'id'],
    });
  });

  it('is seen through queries inside it, to the tables of those around them', async () => {
    const [outer, inner] = await usesOf(
      'SELECT * FROM customers WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = customers.id AND status IN ($1, $2))',
    );
    expect(outer).toMatchObject({ of: 'shop.customers', equal: ['"id"'], needed: null });
    expect(inner).toMatchObject({ of: 'shop.orders', equal: ['"customer_id"', '"status"'] });
  });

  it('that writes is asked by its conditions, and one that only puts in by nothing', async () => {
    expect(await usesOf('UPDATE orders SET status = $1 WHERE customer_id = $2')).toMatchObject([
      { equal: ['"customer_id"'] },
    ]);
    expect(await usesOf('DELETE FROM orders WHERE created < $1')).toMatchObject([{ range: ['"created"'] }]);
    expect(await usesOf('INSERT INTO orders (id) VALUES ($1)')).toEqual([]);
  });

  it('does not take a name that the statement itself makes for a table', async () => {
    expect(await usesOf('WITH orders AS (SELECT $1::int AS id) SELECT * FROM orders WHERE id = 1')).toEqual([]);
  });

  it('gives each part of an OR a chance of its own', async () => {
    expect(
      (await usesOf('SELECT id FROM orders WHERE status = $1 OR customer_id = $2')).map(({ equal }) => equal),
    ).toEqual([[], ['"status"'], ['"customer_id"']]);
  });
});

describe('a statement as the server keeps it', () => {
  it.each([
    ['o >= $1 + interval $2', 'o >= $1 + $2::interval'],
    ['a = date $1 AND b < TIMESTAMP WITH TIME ZONE $2', 'a = $1::date AND b < $2::TIMESTAMP WITH TIME ZONE'],
    ['i > interval $1 day', 'i > $1::interval day'],
    ['t = timestamp(3) $1', 't = $1::timestamp(3)'],
    ['extract($1 FROM created) = $2', 'date_part($1, created) = $2'],
    ['a LIKE $1 LIMIT $2', 'a LIKE $1 LIMIT $2'],
    ['order_date = $1 AND date > $2', 'order_date = $1 AND date > $2'],
  ])('is made readable where a constant had its type before it: %s', async (kept, readable) => {
    expect(readableText(kept)).toBe(readable);
    const parsed = await parseStatement(`SELECT id FROM orders WHERE ${readable}`, catalog, ['shop']);
    expect(parsed.is).toBe('read');
  });
});

describe('what is not a statement that can be read', () => {
  it.each([
    ['not one statement', ''],
    ['not one statement', 'SELECT 1; SELECT 2'],
    ['unreadable', 'SELEC 1'],
    ['unreadable', "SELECT 'open"],
    ['unreadable', `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['too long', `SELECT ${Array.from({ length: 50_000 }, (_, n) => `c${n}`).join(', ')} FROM orders`],
    ['too deep', `SELECT ${'id + '.repeat(700)} id FROM orders`],
  ])('is told as "%s", in bounded time', async (is, text) => {
    expect((await parseStatement(text, catalog, ['shop'])).is).toBe(is);
    expect((await parseStatement('SELECT id FROM orders', catalog, ['shop'])).is).toBe('read');
  });
});
