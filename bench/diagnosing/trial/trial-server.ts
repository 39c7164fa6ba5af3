import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../../local/postgres/start-postgres.ts';
import { favour, keepTo } from './favour.ts';

/** The last processor is the database's own, as far as that may be asked for. */
const processorOfDatabase = 1;

/** A PostgreSQL on one processor with what the service on trial queries, and everybody on trial before whatever else runs here. */
export async function trialServer(binaries: string): Promise<PostgresServer> {
  const server = await startPostgres(binaries);
  const id = postmasterOf(server);
  const favoured = [keepTo(processorOfDatabase, id), favour(id), favour(process.pid)];
  if (favoured.includes(false)) console.error('may run before nobody else: what else runs here disturbs the times');
  await prepare(server).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return server;
}

/** The process whose children serve the connections. */
export function postmasterOf({ folder }: PostgresServer): number {
  return Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Makes what the service queries: a view that adds up as many rows as it is asked for, and a lock that is held for a while. */
async function prepare({ username: user, ...server }: PostgresServer): Promise<void> {
  const client = new pg.Client({ ...server, user });
  await client.connect();
  await client.query(`
    create table orders as select id, id % 97 as price from generate_series(1, 200000) id;
    create table customers as select id from generate_series(1, 200000) id;
    create unique index on customers (id);
    analyze;
    create view spending as
      select id, (select sum(sqrt(price)) from (select price from orders limit customers.id) bought) as spent from customers;
    create function hold(key int, seconds float) returns float language plpgsql as $$
      declare since timestamptz;
      begin
        perform pg_advisory_xact_lock(key);
        since := clock_timestamp();
        perform pg_sleep(seconds);
        return extract(epoch from clock_timestamp() - since);
      end $$`);
  await client.end();
}
