import { advise } from '../../../adapters/indexing/advise.ts';
import { parseStatement } from '../../../adapters/indexing/parse-statement.ts';
import { readCatalog } from '../../../adapters/indexing/read-catalog.ts';
import { findTwin } from '../../../adapters/indexing/what-if/find-twin.ts';
import type { Session } from '../../../adapters/postgres/session.ts';
import { type Candidate, definition } from '../../../core/indexing/candidate.ts';
import { candidates } from '../../../core/indexing/candidates.ts';
import { defaultLimits } from '../../../core/indexing/choose-indexes.ts';
import type { Statement } from '../../../core/indexing/statement.ts';
import { round } from '../../round.ts';
import { withWorkload } from './open-workload.ts';
import type { WorkloadName } from './workloads.ts';

/** As pg_qualstats documents its default, and as low as finds the most here. */
const qualstats = { pg_qualstats: [1000, 30], 'pg_qualstats-tuned': [10, 1] } as const;

export interface IndexesFigure {
  readonly workload: WorkloadName;
  readonly strategy: string;
  readonly bestReductionPercent: number;
  readonly costReductionPercent: number;
  readonly ofBestPercent: number | null;
  readonly indexes: number;
  readonly useless: number;
  readonly bytes: number;
}

/**
 * Which indexes each advises for one workload, made for real on a server that has none but its keys, and what they take off
 * the costs of all its statements. The best is what all candidates of all advisers together take off.
 */
export async function measureIndexes(binaries: string, name: WorkloadName): Promise<readonly IndexesFigure[]> {
  return withWorkload(binaries, name, async ({ session, schema, counted, open }) => {
    // Of its own, since it sets how the session plans.
    const apart = await open();
    const options = { schemas: [schema], limits: defaultLimits };
    const advice = await advise(apart, counted, options);
    const apartFromThat = await open();
    const byTwin = await advise(apartFromThat, counted, { ...options, by: 'twin', findTwin });
    await apartFromThat.end();
    const catalog = await readCatalog(session, [schema]);
    const statements: Statement[] = [];
    for (const one of counted) {
      const parsed = await parseStatement(one.text, catalog, [schema]);
      statements.push({ ...one, uses: parsed.is === 'read' ? parsed.uses : [] });
    }
    const all = candidates(statements, catalog);
    const sets = new Map<string, readonly string[]>([
      ['headroom', advice.chosen.map(({ index }) => create(index))],
      ['headroom-twin', byTwin.chosen.map(({ index }) => create(index))],
    ]);
    for (const [peer, [filter, selectivity]] of Object.entries(qualstats))
      sets.set(peer, await advisedByQualstats(session, filter, selectivity));
    sets.set('single-column', await singleColumns(apart, all, statements));
    await apart.end();
    return compare(session, name, statements, all, sets);
  });
}

const create = (index: Candidate) => `CREATE INDEX ${definition(index)}`;

async function compare(
  session: Session,
  workload: WorkloadName,
  statements: readonly Statement[],
  all: readonly Candidate[],
  sets: ReadonlyMap<string, readonly string[]>,
) {
  const before = (await priced(session, [], statements)).cost;
  const results = new Map<string, Priced>();
  for (const [strategy, indexes] of sets) results.set(strategy, await priced(session, indexes, statements));
  const together = new Set([...all.map(create), ...[...sets.values()].flat()]);
  const costs = [
    (await priced(session, [...together], statements)).cost,
    ...[...results.values()].map(({ cost }) => cost),
  ];
  const best = 1 - Math.min(...costs) / before;
  return [...results].map(([strategy, { cost, indexes, useless, bytes }]): IndexesFigure => {
    const reduction = 1 - cost / before;
    const ofBestPercent = best < 0.01 ? null : round((100 * reduction) / best);
    const percents = {
      bestReductionPercent: round(100 * best),
      costReductionPercent: round(100 * reduction),
      ofBestPercent,
    };
    return { workload, strategy, ...percents, indexes, useless, bytes };
  });
}

interface Priced {
  readonly cost: number;
  readonly indexes: number;
  readonly useless: number;
  readonly bytes: number;
}

/** Makes indexes for real, prices every statement, and takes them away again. */
async function priced(session: Session, indexes: readonly string[], statements: readonly Statement[]): Promise<Priced> {
  const made = [];
  for (const [at, sql] of indexes.entries()) {
    // What two of them ask for, and what is not an index on this server, is made once or not at all.
    const text = sql.replace(/^CREATE INDEX/, `CREATE INDEX made_${at}`);
    if (
      await session.query(text).then(
        () => true,
        () => false,
      )
    )
      made.push(`made_${at}`);
  }
  await session.query('ANALYZE');
  const used = new Set<string>();
  let cost = 0;
  for (const { id, text, calls } of statements) {
    // Of a constant that says nothing of its type, as in sum(CASE WHEN ... THEN 1 ELSE 0 END), nobody can plan without its value.
    const isPlanned = await session.query(`PREPARE "bench ${id}" AS ${text}`).then(
      () => true,
      () => false,
    );
    if (!isPlanned) continue;
    const [{ count } = { count: 0 }] = await session.query(
      `SELECT cardinality(parameter_types) AS count FROM pg_prepared_statements WHERE name = 'bench ${id}'`,
    );
    const values = Number(count) === 0 ? '' : `(${Array(Number(count)).fill('NULL').join(', ')})`;
    await session.query('SET plan_cache_mode = force_generic_plan');
    const [row] = await session.query(`EXPLAIN (FORMAT JSON) EXECUTE "bench ${id}"${values}`);
    const plans = (row?.['QUERY PLAN'] ?? []) as readonly { readonly Plan: { readonly 'Total Cost': number } }[];
    cost += calls * (plans[0]?.Plan['Total Cost'] ?? 0);
    for (const [, index] of JSON.stringify(plans).matchAll(/"Index Name":"(made_\d+)"/g)) used.add(String(index));
    await session.query(`DEALLOCATE "bench ${id}"`);
  }
  let bytes = 0;
  const names = await session.query(
    "SELECT oid::regclass::text AS name, relname, pg_relation_size(oid)::float8 AS bytes FROM pg_class WHERE relkind = 'i' AND relname ~ '^made_'",
  );
  for (const row of names) {
    bytes += Number(row.bytes);
    await session.query(`DROP INDEX ${row.name}`);
  }
  return { cost, indexes: names.length, useless: names.length - used.size, bytes };
}

/** https://github.com/powa-team/pg_qualstats: its advisor, on the predicates that it has sampled. */
async function advisedByQualstats(session: Session, filter: number, selectivity: number): Promise<readonly string[]> {
  const [row] = await session.query(
    'SELECT pg_qualstats_index_advisor(min_filter => $1, min_selectivity => $2) AS advice',
    [filter, selectivity],
  );
  const { indexes = [] } = Object(row?.advice) as { indexes?: readonly (string | { ddl?: string })[] };
  return indexes.map((one) => (typeof one === 'string' ? one : String(one.ddl)));
}

/** For each statement an index on each column by itself, of which those are kept that its plan then uses. */
async function singleColumns(
  session: Session,
  all: readonly Candidate[],
  statements: readonly Statement[],
): Promise<readonly string[]> {
  const single = all.filter(
    ({ keys, include, where }) =>
      keys.length === 1 && keys[0]?.sql === `"${keys[0]?.column}"` && include.length === 0 && where === null,
  );
  const kept = new Set<string>();
  for (const statement of statements) {
    await session.query('SELECT public.hypopg_reset()');
    const made = new Map<string, string>();
    for (const index of single.filter(({ table }) => statement.uses.some((use) => use.table === table))) {
      const [row] = await session.query('SELECT indexname AS name FROM public.hypopg_create_index($1)', [
        create(index),
      ]);
      made.set(String(row?.name), create(index));
    }
    await session.query('DISCARD PLANS');
    const [{ count } = { count: 0 }] = await session.query(
      `SELECT cardinality(parameter_types) AS count FROM pg_prepared_statements WHERE name = 'headroom ${statement.id}'`,
    );
    const values = Number(count) === 0 ? '' : `(${Array(Number(count)).fill('NULL').join(', ')})`;
    const rows = await session
      .query(`EXPLAIN (FORMAT JSON) EXECUTE "headroom ${statement.id}"${values}`)
      .catch(() => []);
    const plan = JSON.stringify(rows);
    for (const [name, sql] of made) if (plan.includes(`"${name}"`)) kept.add(sql);
  }
  return [...kept];
}
