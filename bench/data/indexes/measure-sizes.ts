import { parseStatement } from '../../../adapters/indexing/parse-statement.ts';
import { readCatalog } from '../../../adapters/indexing/read-catalog.ts';
import { Hypothetical } from '../../../adapters/indexing/what-if/hypopg.ts';
import { definition } from '../../../core/indexing/candidate.ts';
import { candidates } from '../../../core/indexing/candidates.ts';
import type { Statement } from '../../../core/indexing/statement.ts';
import { median } from '../../median.ts';
import { round } from '../../round.ts';
import { withWorkload } from './open-workload.ts';
import type { WorkloadName } from './workloads.ts';

/** An estimate over what a build took. */
interface Over {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

export interface SizesFigure {
  readonly workload: WorkloadName;
  readonly indexes: number;
  readonly headroom: Over;
  readonly hypopg: Over;
}

/** How far sizes of indexes that are not there are off, over every candidate of a workload, each of them built. */
export async function measureSizes(binaries: string, workload: WorkloadName): Promise<SizesFigure> {
  return withWorkload(binaries, workload, async ({ session, schema, counted, open }) => {
    const catalog = await readCatalog(session, [schema]);
    const statements: Statement[] = [];
    for (const one of counted) {
      const parsed = await parseStatement(one.text, catalog, [schema]);
      if (parsed.is === 'read') statements.push({ ...one, uses: parsed.uses });
    }
    const apart = await open();
    const hypothetical = await Hypothetical.begin(apart, 'public', [schema], catalog);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (const index of candidates(statements, catalog)) {
      const told = await hypothetical.bytes(index);
      if (told === null) continue;
      const sql = 'SELECT sum(public.hypopg_relation_size(indexrelid))::float8 AS bytes FROM public.hypopg()';
      const [thought] = await apart.query(sql);
      await session.query(`CREATE INDEX made ${definition(index)}`);
      const [built] = await session.query(`SELECT pg_relation_size('${schema}.made')::float8 AS bytes`);
      await session.query(`DROP INDEX ${schema}.made`);
      ours.push(told / Number(built?.bytes));
      theirs.push(Number(thought?.bytes) / Number(built?.bytes));
    }
    await apart.end();
    return { workload, indexes: ours.length, headroom: overOf(ours), hypopg: overOf(theirs) };
  });
}

function overOf(all: readonly number[]): Over {
  return { least: round(Math.min(...all)), median: round(median(all)), most: round(Math.max(...all)) };
}
