import type { WhatIf } from '../../../core/indexing/choose-indexes.ts';
import type { Catalog } from '../../../core/indexing/table.ts';
import { Refusal } from '../../../core/model/errors.ts';
import type { Session } from '../../postgres/session.ts';
import { schemaOf } from '../read-statements.ts';
import type { StartPostgres } from './hollow-server.ts';
import { Hypothetical } from './hypopg.ts';
import { readLikeness } from './likeness.ts';
import type { Unpriced } from './planned.ts';
import { Twin } from './twin.ts';

/** What tries the indexes: the server's own planner, or that of a twin of it. */
export type TriedBy = 'hypopg' | 'twin';

/** What tells what indexes would do, until it is ended. */
export interface Trying {
  readonly by: TriedBy;
  readonly whatIf: WhatIf;
  readonly unpriced: readonly Unpriced[];
  /** What of the server a twin does not have, with why. */
  readonly missing: readonly string[];
  end(): Promise<void>;
}

/** How indexes may be tried. */
export interface TryingOptions {
  /** @default where hypopg is, by that; elsewhere by a twin, where one can be started */
  readonly by?: TriedBy;
  /** Finds what starts a twin; resolves to null where it is not installed. */
  findTwin?(): Promise<StartPostgres | null>;
}

/** Rejects with `Refusal` where neither can be had. */
export async function beginWhatIf(
  session: Session,
  schemas: readonly string[],
  catalog: Catalog,
  { by, findTwin = async () => null }: TryingOptions,
): Promise<Trying> {
  const schema = by === 'twin' ? null : await schemaOf(session, 'hypopg');
  if (schema !== null) {
    const whatIf = await Hypothetical.begin(session, schema, schemas, catalog);
    return { by: 'hypopg', whatIf, unpriced: whatIf.planned.unpriced, missing: [], end: async () => {} };
  }
  const start = by === 'hypopg' ? null : await findTwin();
  if (start === null) throw refusal();
  const twin = await Twin.begin(start, await readLikeness(session, schemas), catalog);
  return { by: 'twin', whatIf: twin, unpriced: twin.planned.unpriced, missing: twin.missing, end: () => twin.end() };
}

function refusal(): Refusal {
  const extension = 'CREATE EXTENSION hypopg (Debian: postgresql-15-hypopg; RDS and Aurora have it)';
  const twin = 'to have the command line try them on a twin of the server: npm install --save-dev @electric-sql/pglite';
  return new Refusal(`indexes are tried by the extension hypopg, and it is not there; ${extension}, or ${twin}`);
}
