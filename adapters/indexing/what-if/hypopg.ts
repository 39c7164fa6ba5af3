import { type Candidate, definition } from '../../../core/indexing/candidate.ts';
import type { WhatIf } from '../../../core/indexing/choose-indexes.ts';
import { indexBytes } from '../../../core/indexing/index-bytes.ts';
import type { Statement } from '../../../core/indexing/statement.ts';
import type { Catalog } from '../../../core/indexing/table.ts';
import { codeOf, type Session } from '../../postgres/session.ts';
import { Planned, planWithoutValues } from './planned.ts';

/**
 * Prices by hypothetical indexes, which are in the memory of this session alone (https://hypopg.readthedocs.io). Statements
 * are planned without values, and nothing is executed: the session is read-only, and EXPLAIN only plans.
 */
export class Hypothetical implements WhatIf {
  readonly planned: Planned;
  private readonly session: Session;
  private readonly catalog: Catalog;
  /** The schema of the extension. */
  private readonly schema: string;

  static async begin(session: Session, schema: string, schemas: readonly string[], catalog: Catalog) {
    for (const setting of ['default_transaction_read_only = on', "statement_timeout = '10s'", "lock_timeout = '1s'"])
      await session.query(`SET ${setting}`);
    await planWithoutValues(session, schemas);
    return new Hypothetical(session, schema, catalog);
  }

  private constructor(session: Session, schema: string, catalog: Catalog) {
    this.session = session;
    this.schema = schema;
    this.catalog = catalog;
    this.planned = new Planned(session);
  }

  async costs(indexes: readonly Candidate[], statements: readonly Statement[]): Promise<ReadonlyMap<string, number>> {
    await this.reset();
    for (const index of indexes) await this.create(index);
    return this.planned.costs(statements);
  }

  async bytes(index: Candidate): Promise<number | null> {
    await this.reset();
    try {
      await this.create(index);
    } catch (error) {
      if (codeOf(error) === null) throw error;
      return null;
    }
    return indexBytes(
      index,
      this.catalog,
      index.where === null ? null : await this.planned.rows(index.table, index.where),
    );
  }

  private reset(): Promise<unknown> {
    return this.session.query(`SELECT "${this.schema}".hypopg_reset()`);
  }

  private create(index: Candidate): Promise<unknown> {
    const made = `CREATE INDEX ${definition(index)}`;
    return this.session.query(`SELECT indexrelid FROM "${this.schema}".hypopg_create_index($1)`, [made]);
  }
}
