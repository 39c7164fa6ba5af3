import { advise } from '../../../adapters/indexing/advise.ts';
import { readCatalog } from '../../../adapters/indexing/read-catalog.ts';
import { findTwin } from '../../../adapters/indexing/what-if/find-twin.ts';
import { readLikeness } from '../../../adapters/indexing/what-if/likeness.ts';
import { Planned, planWithoutValues, type Shape } from '../../../adapters/indexing/what-if/planned.ts';
import { Twin } from '../../../adapters/indexing/what-if/twin.ts';
import { definition } from '../../../core/indexing/candidate.ts';
import { defaultLimits } from '../../../core/indexing/choose-indexes.ts';
import { round } from '../../round.ts';
import { withWorkload } from './open-workload.ts';
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
  return withWorkload(binaries, workload, async ({ session, schema, counted, open }) => {
    const schemas = [schema];
    const [apart, start] = [await open(), await findTwin()];
    if (start === null) throw new Error('the package @electric-sql/pglite is not installed: npm ci');
    const { chosen, statements } = await advise(apart, counted, { schemas, limits: defaultLimits });
    await apart.end();
    const reading = await open();
    const twin = await Twin.begin(start, await readLikeness(reading, schemas), await readCatalog(session, schemas));
    await reading.end();
    const planning = await open();
    await planning.query('SET max_parallel_workers_per_gather = 0');
    await planWithoutValues(planning, schemas);
    const real = new Planned(planning);
    const indexes = chosen.map(({ index }) => index);
    const names = new Map<string, string>();
    const pairs: [Shape, Shape][] = [];
    const compare = async () => {
      const ours = await twin.planned.shapes(statements, names);
      const theirs = await real.shapes(statements, names);
      for (const [id, shape] of theirs) {
        const other = ours.get(id);
        if (other !== undefined) pairs.push([shape, other]);
      }
    };
    await compare();
    let bytes = 0;
    for (const [at, index] of indexes.entries()) {
      await session.query(`CREATE INDEX made_${at} ${definition(index)}`);
      const [row] = await session.query(`SELECT pg_relation_size('${schema}.made_${at}')::float8 AS bytes`);
      bytes += Number(row?.bytes);
      names.set(`made_${at}`, definition(index));
    }
    await twin.costs(indexes, []);
    for (const [name, text] of twin.names()) names.set(name, text);
    await compare();
    await planning.end();
    await twin.end();
    const alike = pairs.filter(([one, other]) => one.text === other.text);
    const errors = alike
      .map(([one, other]) => Math.abs(other.cost / one.cost - 1))
      .toSorted((one, other) => one - other);
    const estimated = chosen.reduce((sum, one) => sum + one.bytes, 0);
    return {
      ...{ workload, statements: statements.length, plans: pairs.length },
      sameShapePercent: round((100 * alike.length) / pairs.length),
      costErrorMedianPercent: round(100 * (errors[Math.floor(errors.length / 2)] ?? 0)),
      bytesOverReal: round(estimated / bytes),
    };
  });
}
