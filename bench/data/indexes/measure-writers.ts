import { setTimeout as sleep } from 'node:timers/promises';
import { dropIndex } from '../../../adapters/indexing/change-indexes.ts';
import { makeIndex } from '../../../adapters/indexing/make-index.ts';
import { openSession } from '../../../adapters/indexing/open-session.ts';
import { startPostgres } from '../../../local/postgres/start-postgres.ts';
import { round } from '../../round.ts';

const [writers, rows, rounds, quietMs] = [16, 2_000_000, 3, 10_000];

export interface WritersFigure {
  readonly writers: number;
  readonly rows: number;
  readonly during: 'nothing' | 'makes and drops' | 'CREATE INDEX';
  readonly writes: number;
  readonly p99Ms: number;
  readonly longestMs: number;
}

/**
 * The longest that one of 16 writers waits for a write, while nothing else goes on, while an index on their table is made and dropped
 * as the advisor does it, and while one is made by plain CREATE INDEX, in turn in one run.
 */
export async function measureWriters(binaries: string): Promise<readonly WritersFigure[]> {
  const server = await startPostgres(binaries, { settings: { shared_preload_libraries: 'pg_stat_statements' } });
  const session = await openSession(server);
  const open = () => openSession(server);
  const options = { open, owner: null, patienceSeconds: 60 };
  const following = { onProgress: () => {}, signal: new AbortController().signal, nowMs: () => Date.now() };
  const wanted = {
    ...{ schema: 'public', table: 'orders', name: 'headroom_bench', serves: [] },
    definition: 'ON public.orders (customer_id, status)',
  };
  const works = {
    nothing: () => sleep(quietMs),
    'makes and drops': async () => {
      await makeIndex(session, wanted, options, following);
      await dropIndex('public', wanted.name, options);
    },
    'CREATE INDEX': async () => {
      await session.query('SET statement_timeout = 0');
      await session.query('CREATE INDEX plain ON public.orders (customer_id, status)');
      await session.query('DROP INDEX plain');
    },
  } as const;
  const times: Record<keyof typeof works, number[]> = { nothing: [], 'makes and drops': [], 'CREATE INDEX': [] };
  try {
    await session.query('CREATE EXTENSION pg_stat_statements');
    await session.query('SET statement_timeout = 0');
    await session.query('CREATE TABLE public.orders (id int PRIMARY KEY, customer_id int, status text)');
    await session.query(`INSERT INTO public.orders SELECT n, n % 5000, 'open' FROM generate_series(1, ${rows}) n`);
    await session.query('VACUUM ANALYZE public.orders');
    for (let n = 0; n < rounds; n++)
      for (const [during, work] of Object.entries(works) as [keyof typeof works, () => Promise<unknown>][])
        times[during].push(...(await writing(open, work)));
    return Object.entries(times).map(([during, all]) => {
      const sorted = all.toSorted((one, other) => one - other);
      const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
      return {
        writers,
        rows,
        during: during as keyof typeof works,
        writes: sorted.length,
        p99Ms: at(0.99),
        longestMs: at(1),
      };
    });
  } finally {
    await session.end();
    await server.stop();
  }
}

/** How long each write took while something went on. */
async function writing(open: () => ReturnType<typeof openSession>, work: () => Promise<unknown>): Promise<number[]> {
  let isOn = true;
  const times: number[] = [];
  const all = Array.from({ length: writers }, async (_, writer) => {
    const session = await open();
    for (let n = 0; isOn; n++) {
      const began = performance.now();
      const id = 1 + ((writer * 7919 + n * 104_729) % rows);
      await session.query('UPDATE public.orders SET status = $1 WHERE id = $2', [String(n), id]);
      times.push(performance.now() - began);
    }
    await session.end();
  });
  await work();
  isOn = false;
  await Promise.all(all);
  return times;
}
