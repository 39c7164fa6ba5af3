import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { literal, quoted } from '../../postgres/quoted.ts';
import { codeOf, type Row, type Session } from '../../postgres/session.ts';
import type { Likeness, RelationKnown } from './likeness.ts';
import { planWithoutValues } from './planned.ts';
import { SparseFiles } from './sparse-files.ts';

/** A PostgreSQL in this process over a data folder, as `@electric-sql/pglite` makes one. */
export type StartPostgres = (dataFolder: string) => Promise<{
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  close(): Promise<void>;
}>;

/** More than the planner tells apart, and no more than a folder holds. */
const mostBytes = 2 ** 42;

/** https://www.postgresql.org/docs/18/functions-admin.html#FUNCTIONS-ADMIN-STATSMOD */
const statisticTypes: Readonly<Record<string, string>> = {
  null_frac: 'real',
  avg_width: 'integer',
  n_distinct: 'real',
  most_common_freqs: 'real[]',
  correlation: 'real',
  most_common_elem_freqs: 'real[]',
  elem_count_histogram: 'real[]',
};

/**
 * A PostgreSQL in this process whose tables have no row, and the sizes and statistics of another server's, so that it plans as that
 * does. Statistics are taken over as pg_upgrade does (https://www.postgresql.org/docs/18/functions-admin.html#FUNCTIONS-ADMIN-STATSMOD);
 * the planner takes the number of pages from the files, which are given their length and nothing in them.
 */
export class HollowServer {
  /** What of the other server it could not be given, with why. */
  readonly missing: string[] = [];
  readonly session: Session;
  private readonly files: SparseFiles;

  static async start(start: StartPostgres, likeness: Likeness): Promise<HollowServer> {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-twin-'));
    try {
      const server = await start(folder);
      const session: Session = {
        query: async (text, values = []) => (await server.query(text, [...values])).rows as readonly Row[],
        end: async () => {
          await server.close();
          rmSync(folder, { recursive: true });
        },
      };
      const hollow = new HollowServer(session, new SparseFiles(folder));
      await hollow.become(likeness);
      return hollow;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(session: Session, files: SparseFiles) {
    this.session = session;
    this.files = files;
  }

  /** Gives a relation a length and its counts. One that is not there, since it could not be made, has none. */
  async resize({ schema, name, pages, rows, allVisible }: RelationKnown, bytes: number): Promise<void> {
    const [row] = await this.session.query(
      `SELECT pg_catalog.pg_relation_filepath(c.oid) AS path FROM pg_catalog.pg_class c
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2`,
      [schema, name],
    );
    if (row === undefined) return;
    this.files.resize(String(row.path), Math.min(bytes, mostBytes));
    await this.session.query(
      `SELECT pg_catalog.pg_restore_relation_stats('schemaname', $1::text, 'relname', $2::text, 'relpages', $3::int,
         'reltuples', $4::real, 'relallvisible', $5::int)`,
      [schema, name, pages, rows, allVisible],
    );
  }

  /** Has whoever holds the files of a relation open look at them anew. */
  async reopen(schema: string, name: string): Promise<void> {
    const sql = 'UPDATE pg_catalog.pg_class SET relallvisible = relallvisible WHERE oid = $1::regclass';
    await this.session.query(sql, [quoted(schema, name)]);
  }

  private async become({ schemas, enums, tables, additions, relations, statistics, settings }: Likeness) {
    for (const schema of new Set([...schemas, ...enums.map((one) => one.schema)]))
      await this.session.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
    for (const { schema, name, labels } of enums) {
      const values = labels.map(literal).join(', ');
      await this.attempt(`type ${schema}.${name}`, `CREATE TYPE ${quoted(schema, name)} AS ENUM (${values})`);
    }
    for (const table of tables) await this.createTable(table);
    for (const { what, sql } of additions) await this.attempt(what, sql);
    for (const relation of relations) await this.resize(relation, relation.bytes);
    for (const row of statistics) await this.restoreColumn(row);
    for (const { name, value } of settings) {
      const sql = "SELECT set_config($1, $2, false) FROM pg_catalog.pg_settings WHERE name = $1 AND context = 'user'";
      await this.attempt(`setting ${name}`, sql, [name, value]);
    }
    await planWithoutValues(this.session, schemas);
  }

  private async createTable({ schema, name, columns }: Likeness['tables'][number]): Promise<void> {
    const table = quoted(schema, name);
    await this.session.query(`CREATE TABLE ${table} ()`);
    for (const column of columns) {
      const add = (type: string) =>
        `ALTER TABLE ${table} ADD COLUMN ${quoted(column.name)} ${type}${column.isNotNull ? ' NOT NULL' : ''}`;
      const what = `column ${schema}.${name}.${column.name}, which is text there`;
      if (!(await this.attempt(what, add(column.type)))) await this.session.query(add('text'));
    }
  }

  private async restoreColumn({ schema, name, column, ...known }: Row): Promise<void> {
    const given = Object.entries(known).flatMap(([field, value]) => (value === null ? [] : [{ field, value }]));
    const pairs = given.map(({ field }, at) => `'${field}', $${at + 4}::text::${statisticTypes[field] ?? 'text'}`);
    const sql = `SELECT pg_catalog.pg_restore_attribute_stats('schemaname', $1::text, 'relname', $2::text, 'attname', $3::text,
      'inherited', false, ${pairs.join(', ')})`;
    const values = [schema, name, column, ...given.map(({ value }) => value)];
    await this.attempt(`statistics of ${schema}.${name}.${column}`, sql, values);
  }

  /** Whether PostgreSQL did it; what it refuses is missing from then on. */
  private async attempt(what: string, sql: string, values: readonly unknown[] = []): Promise<boolean> {
    try {
      await this.session.query(sql, values);
      return true;
    } catch (error) {
      if (codeOf(error) === null) throw error;
      this.missing.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
}
