import { dirname } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runSituation } from '../../bench/sharding/border/run-situation.ts';
import { allSituations } from '../../bench/sharding/border/situation.ts';
import { findPostgres } from '../../local/postgres/find-postgres.ts';
import { postgresServersOrNone } from './postgres-servers.ts';

const settings = { max_prepared_transactions: '10', max_replication_slots: '80', max_wal_senders: '80' };
const workers = { max_worker_processes: '80', max_logical_replication_workers: '60', max_connections: '200' };
const servers = await postgresServersOrNone({ settings: { ...settings, ...workers } });
afterAll(() => Promise.all(servers?.map((server) => server.stop()) ?? []));

/** The dozen that has most to lose; `npm run test:border` has them all. */
const dozen = [
  'plain-shop',
  'numbers-near-the-last-bigint',
  'tables-of-another-role',
  'readers-with-rights-to-give',
  'old-rows-break-a-check',
  'remarks-everywhere',
  'numbers-of-a-pinned-key',
  'pin-with-a-dollar-quote',
  'identity-without-the-key',
  'table-made-after-the-move',
  'view-elsewhere',
  'rights-by-another-role',
];

describe.skipIf(servers === null)('a schema at the border of what a move knows', () => {
  it('is moved, taken back and pinned, and comes out equal, or is refused beforehand by the reason', async () => {
    if (servers === null) return;
    const ground = { servers, binaries: dirname(`${findPostgres(process.env)}/postgres`) };
    const wanted = allSituations().filter(({ name }) => dozen.includes(name));
    const ended = await Promise.all(
      wanted.map((situation, index) => runSituation(ground, situation, { goesBack: true, pins: true }, index)),
    );

    expect(ended.filter(({ is }) => is === 'wrong')).toEqual([]);
    expect(ended).toHaveLength(dozen.length);
    expect(ended.filter(({ is }) => is === 'equal').length).toBeGreaterThanOrEqual(10);
    expect(Math.max(...ended.map(({ closedMs }) => closedMs))).toBeLessThan(2000);
  });

  it('is one of at least sixty', () => {
    expect(allSituations().length).toBeGreaterThanOrEqual(60);
  });
});
