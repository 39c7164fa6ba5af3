import { type Candidate, definition } from '../../core/indexing/candidate.ts';
import type { WhatIf } from '../../core/indexing/choose-indexes.ts';
import type { Statement } from '../../core/indexing/statement.ts';
import { Refusal } from '../../core/model/errors.ts';
import { literal, quoted } from '../postgres/quoted.ts';
import { codeOf, type Session } from '../postgres/session.ts';
import { schemaOf } from './read-statements.ts';

/** Why a statement has no price. */
export interface Unpriced {
  readonly id: string;
  readonly why: string;
}

/**
 * Prices by hypothetical indexes, which are in the memory of this session alone (https://hypopg.readthedocs.io). Statements
 * are planned without values, and nothing is executed: the session is read-only, and EXPLAIN only plans.
 * Rejects with `Refusal` where the extension is not there.
 */
export async function hypotheticalIndexes(session: Session, schemas: readonly string[]): Promise<Hypothetical> {
  const schema = await schemaOf(session, 'hypopg');
  if (schema === null) {
    const next = 'CREATE EXTENSION hypopg (Debian: postgresql-15-hypopg; RDS and Aurora have it)';
    throw new Refusal(`indexes are tried by the extension hypopg, and it is not there; ${next}`);
  }
  // The last two are for plans without values: PostgreSQL 15 has no EXPLAIN (GENERIC_PLAN).
  const settings = [
    ...['default_transaction_read_only = on', `search_path = ${quotedList(schemas)}`, "statement_timeout = '10s'"],
    ...["lock_timeout = '1s'", 'plan_cache_mode = force_generic_plan', 'jit = off'],
  ];
  for (const setting of settings) await session.query(`SET ${setting}`);
  return new Hypothetical(session, schema);
}

const quotedList = (names: readonly string[]) => names.map((name) => quoted(name)).join(', ');

class Hypothetical implements WhatIf {
  readonly unpriced: Unpriced[] = [];
  private readonly session: Session;
  private readonly schema: string;
  /** How each statement is asked for; null of one that cannot be planned. */
  private readonly prepared = new Map<string, string | null>();

  constructor(session: Session, schema: string) {
    this.session = session;
    this.schema = schema;
  }

  async costs(indexes: readonly Candidate[], statements: readonly Statement[]): Promise<ReadonlyMap<string, number>> {
    await this.session.query(`SELECT "${this.schema}".hypopg_reset()`);
    for (const index of indexes) await this.create(index);
    // Plans that are kept know nothing of the new indexes.
    await this.session.query('DISCARD PLANS');
    const costs = new Map<string, number>();
    for (const statement of statements) {
      const execute = await this.prepare(statement);
      const cost = execute === null ? null : await this.explain(statement.id, execute);
      if (cost !== null) costs.set(statement.id, cost);
    }
    return costs;
  }

  async bytes(index: Candidate): Promise<number | null> {
    await this.session.query(`SELECT "${this.schema}".hypopg_reset()`);
    const id = await this.create(index).catch((error: unknown) => {
      if (codeOf(error) === null) throw error;
      return null;
    });
    if (id === null) return null;
    const [row] = await this.session.query(`SELECT "${this.schema}".hypopg_relation_size($1)::float8 AS bytes`, [id]);
    return row === undefined ? null : Number(row.bytes);
  }

  private async create(index: Candidate): Promise<unknown> {
    const [row] = await this.session.query(`SELECT indexrelid AS id FROM "${this.schema}".hypopg_create_index($1)`, [
      `CREATE INDEX ${definition(index)}`,
    ]);
    return row?.id ?? null;
  }

  private async prepare({ id, text }: Statement): Promise<string | null> {
    const known = this.prepared.get(id);
    if (known !== undefined) return known;
    const name = quoted(`headroom ${id}`);
    const execute = await this.session
      .query(`PREPARE ${name} AS ${text.replace(/[;\s]+$/, '')}`)
      .then(async () => `${name}${await this.noValues(id)}`)
      .catch((error: unknown) => this.cannot(id, error));
    this.prepared.set(id, execute);
    return execute;
  }

  /** A generic plan looks at no value, so that there need be none. */
  private async noValues(id: string): Promise<string> {
    const [row] = await this.session.query(
      `SELECT pg_catalog.cardinality(parameter_types) AS count FROM pg_catalog.pg_prepared_statements WHERE name = ${literal(`headroom ${id}`)}`,
    );
    const count = Number(row?.count ?? 0);
    return count === 0 ? '' : `(${Array(count).fill('NULL').join(', ')})`;
  }

  private async explain(id: string, execute: string): Promise<number | null> {
    try {
      const [row] = await this.session.query(`EXPLAIN (FORMAT JSON, COSTS) EXECUTE ${execute}`);
      const plans = row?.['QUERY PLAN'] as readonly { readonly Plan: { readonly 'Total Cost': number } }[] | undefined;
      return plans?.[0]?.Plan['Total Cost'] ?? null;
    } catch (error) {
      this.prepared.set(id, null);
      return this.cannot(id, error);
    }
  }

  private cannot(id: string, error: unknown): null {
    if (codeOf(error) === null) throw error;
    this.unpriced.push({ id, why: error instanceof Error ? error.message : String(error) });
    return null;
  }
}
