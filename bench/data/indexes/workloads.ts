import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { IndexWorkload } from './index-workload.ts';
import { tpch } from './tpch.ts';

const day = (n: number) => `2026-0${1 + (n % 9)}-${10 + (n % 18)}`;

/** A shop of 340,000 rows, with keys and nothing else, and 20 statements as applications send them. */
const fixture: IndexWorkload = {
  schema: 'shop',
  load: async (_, __, ask) => {
    await ask(`CREATE SCHEMA shop;
      CREATE TABLE shop.customers (id int PRIMARY KEY, email text, country text, tier int, created date, note text);
      CREATE TABLE shop.orders (id int PRIMARY KEY, customer_id int, status text, total numeric, created timestamp, deleted_at timestamp, tenant int);
      CREATE TABLE shop.lines (id int PRIMARY KEY, order_id int, product_id int, quantity int, price numeric);
      CREATE TABLE shop.events (id bigint PRIMARY KEY, tenant int, kind text, at timestamp, body text);
      INSERT INTO shop.customers SELECT n, 'User' || n || '@example.com', chr(65 + n % 20), n % 5, date '2020-01-01' + n % 2000, repeat('x', 60)
        FROM generate_series(1, 20000) n;
      INSERT INTO shop.orders SELECT n, 1 + (n * 7919) % 20000, (ARRAY['paid','open','sent','back'])[1 + (n % 37) / 12], n % 977,
        timestamp '2026-01-01' + n * interval '4 minutes', CASE WHEN n % 50 = 0 THEN timestamp '2026-06-01' END, (n * 31) % 400
        FROM generate_series(1, 80000) n;
      INSERT INTO shop.lines SELECT n, 1 + (n * 13) % 80000, (n * 7) % 3000, n % 9, n % 313 FROM generate_series(1, 160000) n;
      INSERT INTO shop.events SELECT n, (n * 17) % 400, 'kind' || n % 40, timestamp '2026-01-01' + n * interval '3 minutes', repeat('y', 80)
        FROM generate_series(1, 80000) n`);
  },
  queries: [
    { text: 'SELECT * FROM shop.customers WHERE id = $1', values: (n) => [n] },
    {
      text: 'SELECT id, country FROM shop.customers WHERE lower(email) = lower($1)',
      values: (n) => [`user${n}@example.com`],
    },
    {
      text: 'SELECT id FROM shop.customers WHERE country = $1 AND tier = $2',
      values: (n) => [String.fromCharCode(65 + (n % 20)), n % 5],
    },
    {
      text: 'SELECT count(*) FROM shop.customers WHERE created >= $1 AND created < $2',
      values: (n) => [day(n).replace('2026', '2021'), day(n).replace('2026', '2022')],
    },
    { text: 'SELECT * FROM shop.orders WHERE customer_id = $1 ORDER BY created DESC LIMIT 20', values: (n) => [n] },
    {
      text: 'SELECT id, total FROM shop.orders WHERE tenant = $1 AND status = $2 ORDER BY created LIMIT 50',
      values: (n) => [n % 400, 'open'],
    },
    { text: 'SELECT count(*) FROM shop.orders WHERE tenant = $1 AND created > $2', values: (n) => [n % 400, day(n)] },
    { text: 'SELECT id FROM shop.orders WHERE deleted_at IS NOT NULL AND tenant = $1', values: (n) => [n % 400] },
    { text: 'SELECT sum(total) FROM shop.orders WHERE created BETWEEN $1 AND $2', values: (n) => [day(n), day(n + 1)] },
    { text: 'SELECT * FROM shop.lines WHERE order_id = $1', values: (n) => [n] },
    { text: 'SELECT sum(quantity) FROM shop.lines WHERE product_id = $1', values: (n) => [n % 3000] },
    {
      text: 'SELECT o.id, l.price FROM shop.orders o JOIN shop.lines l ON l.order_id = o.id WHERE o.customer_id = $1',
      values: (n) => [n],
    },
    {
      text: 'SELECT c.email, o.total FROM shop.orders o JOIN shop.customers c ON c.id = o.customer_id WHERE o.tenant = $1 AND o.status = $2',
      values: (n) => [n % 400, 'paid'],
    },
    { text: 'SELECT id, at FROM shop.events WHERE tenant = $1 ORDER BY at DESC LIMIT 10', values: (n) => [n % 400] },
    {
      text: 'SELECT kind, count(*) FROM shop.events WHERE tenant = $1 AND at > $2 GROUP BY kind',
      values: (n) => [n % 400, day(n)],
    },
    {
      text: 'SELECT id FROM shop.events WHERE kind = $1 AND at BETWEEN $2 AND $3',
      values: (n) => [`kind${n % 40}`, day(n), day(n + 1)],
    },
    { text: 'SELECT id FROM shop.customers WHERE email = $1 OR id = $2', values: (n) => [`User${n}@example.com`, n] },
    {
      text: 'SELECT id FROM shop.orders WHERE EXISTS (SELECT FROM shop.lines l WHERE l.order_id = orders.id AND l.product_id = $1)',
      values: (n) => [n % 3000],
    },
    {
      text: 'UPDATE shop.orders SET status = $1 WHERE customer_id = $2 AND tenant = $3',
      values: (n) => ['sent', n, 1],
    },
    {
      text: 'WITH late AS (SELECT id, customer_id FROM shop.orders WHERE status = $1 AND created < $2 AND tenant = $3) SELECT c.id FROM late JOIN shop.customers c ON c.id = late.customer_id',
      values: (n) => ['back', day(n), n % 400],
    },
  ],
};

/** pgbench's own tables and the statements of its TPC-B-like script. https://www.postgresql.org/docs/15/pgbench.html */
const pgbench: IndexWorkload = {
  schema: 'public',
  load: async ({ host, port, database, username, password }, binaries) => {
    const given = ['-i', '-q', '-s', '5', '-h', host, '-p', String(port), '-U', username, database];
    execFileSync(join(binaries, 'pgbench'), given, { stdio: 'ignore', env: { ...process.env, PGPASSWORD: password } });
  },
  queries: [
    { text: 'UPDATE public.pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2', values: (n) => [1, n] },
    { text: 'SELECT abalance FROM public.pgbench_accounts WHERE aid = $1', values: (n) => [n] },
    {
      text: 'UPDATE public.pgbench_tellers SET tbalance = tbalance + $1 WHERE tid = $2',
      values: (n) => [1, 1 + (n % 50)],
    },
    {
      text: 'UPDATE public.pgbench_branches SET bbalance = bbalance + $1 WHERE bid = $2',
      values: (n) => [1, 1 + (n % 5)],
    },
    {
      text: 'INSERT INTO public.pgbench_history (tid, bid, aid, delta, mtime) VALUES ($1, $2, $3, $4, now())',
      values: (n) => [1, 1, n, 1],
    },
  ],
};

export const workloads: Readonly<Record<'fixture' | 'pgbench' | 'tpch', IndexWorkload>> = { fixture, pgbench, tpch };
export type WorkloadName = keyof typeof workloads;
