import { advise } from '../../../adapters/indexing/advise.ts';
import { openSession } from '../../../adapters/indexing/open-session.ts';
import { readStatements } from '../../../adapters/indexing/read-statements.ts';
import { defaultLimits } from '../../../core/indexing/choose-indexes.ts';
import { startPostgres } from '../../../local/postgres/start-postgres.ts';

export interface BoundsFigure {
  readonly statements: number;
  readonly columns: number;
  readonly looked: number;
  readonly left: number;
  readonly candidates: number;
  readonly chosen: number;
  readonly seconds: number;
  readonly megabytes: number;
}

const [tables, columnsEach, statementsEach, atOnce] = [34, 1500, 3000, 250];
/** As many as the command line takes. */
const mostStatements = 300;

/** Advice on 10^5 distinct statements over 50,000 columns, one of which opens 20,000 brackets, and one that is not SQL to us. */
export async function measureBounds(binaries: string): Promise<BoundsFigure> {
  const settings = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.max': '200000' };
  const server = await startPostgres(binaries, { settings: { ...settings, max_stack_depth: '7MB' } });
  const session = await openSession(server);
  try {
    for (const extension of ['pg_stat_statements', 'hypopg']) await session.query(`CREATE EXTENSION ${extension}`);
    const columns = Array.from({ length: columnsEach }, (_, at) => `c${at} int`).join(', ');
    for (let table = 0; table < tables; table++) await session.query(`CREATE TABLE t${table} (${columns})`);
    for (let table = 0; table < tables; table++)
      for (let from = 0; from < statementsEach; from += atOnce) {
        const each = Array.from({ length: atOnce }, (_, n) => statementOf(table, from + n));
        await session.query(each.join('; '));
      }
    await session.query(`SELECT ${'('.repeat(3000)}1${')'.repeat(3000)} FROM t0`).catch(() => []);
    await session.query('ANALYZE');
    const [{ count } = { count: 0 }] = await session.query('SELECT count(*)::int AS count FROM pg_stat_statements');
    const before = process.memoryUsage().rss;
    const began = performance.now();
    const counted = await readStatements(session, mostStatements);
    const deep = {
      id: 'deep',
      text: `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`,
      calls: 1,
      totalMs: 1,
      rows: 1,
    };
    const odd = { id: 'odd', text: 'SELEC 1 FORM', calls: 1, totalMs: 1, rows: 1 };
    const { statements, candidates, chosen, left } = await advise(session, [...counted, deep, odd], {
      ...{ schemas: ['public'], limits: defaultLimits },
    });
    const seconds = (performance.now() - began) / 1000;
    const megabytes = (process.memoryUsage().rss - before) / 1e6;
    const looked = { looked: statements.length, left: left.length, candidates, chosen: chosen.length };
    return { ...{ statements: Number(count), columns: tables * columnsEach }, ...looked, seconds, megabytes };
  } finally {
    await session.end();
    await server.stop();
  }
}

/** Each another pair of columns, so that the server counts each apart. */
function statementOf(table: number, n: number): string {
  const [one, other] = [n % columnsEach, (n * 7 + 1 + Math.floor(n / columnsEach)) % columnsEach];
  return `SELECT c${(n + 5) % columnsEach} FROM t${table} WHERE c${one} = ${n} AND c${other} > ${n}`;
}
