import { advise } from '../../../adapters/indexing/advise.ts';
import { readCatalog } from '../../../adapters/indexing/read-catalog.ts';
import { findTwin } from '../../../adapters/indexing/what-if/find-twin.ts';
import { readLikeness } from '../../../adapters/indexing/what-if/likeness.ts';
import { Planned, planWithoutValues, type Shape } from '../../../adapters/indexing/what-if/planned.ts';
import { Twin } from '../../../adapters/indexing/what-if/twin.ts';
import { type Candidate, definition } from '../../../core/indexing/candidate.ts';
import { defaultLimits } from '../../../core/indexing/choose-indexes.ts';
import type { Statement } from '../../../core/indexing/statement.ts';
import { median } from '../../median.ts';
import { round } from '../../round.ts';
import { type OpenedWorkload, withWorkload } from './open-workload.ts';
import type { WorkloadName } from './workloads.ts';

export interface TwinFigure {
  readonly workload: WorkloadName;
  readonly statements: number;
  readonly plans: number;
  /** Whose nodes, tables and indexes are the same, in the same tree. */
  readonly sameShapePercent: number;
  /** How far apart the costs of plans of the same shape are. */
  readonly costErrorMedianPercent: number;
  /** Our estimate of the indexes together, over what they take. */
  readonly bytesOverReal: number;
}

/**
 * How alike a server and its twin plan the statements of a workload, without further indexes and with those that are advised,
 * made for real on the server. The server plans without parallel workers, which the twin has none of.
 */
export async function measureTwin(binaries: string, workload: WorkloadName): Promise<TwinFigure> {
  return withWorkload(binaries, workload, async (opened) => {
    const schemas = [opened.schema];
    const apart = await opened.open();
    const { chosen, statements } = await advise(apart, opened.counted, { schemas, limits: defaultLimits });
    await apart.end();
    const indexes = chosen.map(({ index }) => index);
    const twin = await twinOf(opened);
    const planning = await opened.open();
    await planning.query('SET max_parallel_workers_per_gather = 0');
    await planWithoutValues(planning, schemas);
    const real = new Planned(planning);
    const before = await pairsOf(real, twin, statements, new Map());
    const { bytes, names } = await makeAll(opened, indexes);
    await twin.costs(indexes, []);
    const after = await pairsOf(real, twin, statements, new Map([...names, ...twin.names()]));
    await planning.end();
    await twin.end();
    const estimated = chosen.reduce((sum, one) => sum + one.bytes, 0);
    return {
      ...{ workload, statements: statements.length },
      ...likeness([...before, ...after]),
      bytesOverReal: round(estimated / bytes),
    };
  });
}

async function twinOf({ session, schema, open }: OpenedWorkload): Promise<Twin> {
  const start = await findTwin();
  if (start === null) throw new Error('the package @electric-sql/pglite is not installed: npm ci');
  const reading = await open();
  const likenessRead = await readLikeness(reading, [schema]);
  await reading.end();
  return Twin.begin(start, likenessRead, await readCatalog(session, [schema]));
}

/** What both plan, of the statements that both can. */
async function pairsOf(
  real: Planned,
  twin: Twin,
  statements: readonly Statement[],
  names: ReadonlyMap<string, string>,
): Promise<readonly (readonly [Shape, Shape])[]> {
  const ours = await twin.planned.shapes(statements, names);
  const theirs = await real.shapes(statements, names);
  return [...theirs].flatMap(([id, shape]) => {
    const other = ours.get(id);
    return other === undefined ? [] : [[shape, other] as const];
  });
}

/** Makes indexes on the server; what they are by their names, and what they take. */
async function makeAll({ session, schema }: OpenedWorkload, indexes: readonly Candidate[]) {
  const names = new Map<string, string>();
  let bytes = 0;
  for (const [at, index] of indexes.entries()) {
    await session.query(`CREATE INDEX made_${at} ${definition(index)}`);
    const [row] = await session.query(`SELECT pg_relation_size('${schema}.made_${at}')::float8 AS bytes`);
    bytes += Number(row?.bytes);
    names.set(`made_${at}`, definition(index));
  }
  return { bytes, names };
}

function likeness(pairs: readonly (readonly [Shape, Shape])[]) {
  const alike = pairs.filter(([one, other]) => one.text === other.text);
  const errors = alike.map(([one, other]) => Math.abs(other.cost / one.cost - 1));
  return {
    plans: pairs.length,
    sameShapePercent: round((100 * alike.length) / pairs.length),
    costErrorMedianPercent: round(100 * median(errors)),
  };
}
