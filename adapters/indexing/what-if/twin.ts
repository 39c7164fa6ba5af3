import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Candidate, definition, tableSql } from '../../../core/indexing/candidate.ts';
import type { WhatIf } from '../../../core/indexing/choose-indexes.ts';
import { indexBytes } from '../../../core/indexing/index-bytes.ts';
import type { Statement } from '../../../core/indexing/statement.ts';
import type { Catalog } from '../../../core/indexing/table.ts';
import { quoted } from '../../postgres/quoted.ts';
import { codeOf, type Row, type Session } from '../../postgres/session.ts';
import type { Likeness, RelationKnown } from './likeness.ts';
import { Planned, planWithoutValues } from './planned.ts';
import { SparseFiles } from './sparse-files.ts';

/** A PostgreSQL in this process over a data folder, as `@electric-sql/pglite` makes one. */
export type StartPostgres = (dataFolder: string) => Promise<{
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  close(): Promise<void>;
}>;

/** An index of a candidate that the twin has; the planner sees it where it is valid. */
interface Made {
  readonly oid: number;
  readonly name: string;
}

/** More than the planner tells apart, and no more than a folder holds. */
const mostBytes = 2 ** 42;

/**
 * A PostgreSQL in this process whose tables have no row, and the sizes and statistics of another server's: what its planner says
 * of an index is what the other's would, as far as their versions agree. Statistics are taken over as pg_upgrade does
 * (https://www.postgresql.org/docs/18/functions-admin.html#FUNCTIONS-ADMIN-STATSMOD); the planner takes the number of pages from
 * the files, which are given their length and nothing in them. Candidates are real indexes, hidden from the planner by `indisvalid`.
 */
export class Twin implements WhatIf {
  readonly planned: Planned;
  /** What of the server the twin could not be given, with why. */
  readonly missing: string[] = [];
  private readonly session: Session;
  private readonly likeness: Likeness;
  private readonly catalog: Catalog;
  private readonly files: SparseFiles;
  private readonly made = new Map<string, Made | null>();

  static async begin(start: StartPostgres, likeness: Likeness, catalog: Catalog): Promise<Twin> {
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
      const twin = new Twin(session, likeness, catalog, new SparseFiles(folder));
      await twin.build();
      return twin;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(session: Session, likeness: Likeness, catalog: Catalog, files: SparseFiles) {
    this.session = session;
    this.likeness = likeness;
    this.catalog = catalog;
    this.files = files;
    this.planned = new Planned(session);
  }

  end(): Promise<void> {
    return this.session.end();
  }

  async costs(indexes: readonly Candidate[], statements: readonly Statement[]): Promise<ReadonlyMap<string, number>> {
    const seen = [];
    for (const index of indexes) seen.push((await this.madeOf(index))?.oid);
    const all = [...this.made.values()].flatMap((one) => one?.oid ?? []);
    await this.session.query(
      `UPDATE pg_catalog.pg_index SET indisvalid = NOT indisvalid
       WHERE indexrelid = ANY ($1::oid[]) AND indisvalid <> (indexrelid = ANY ($2::oid[]))`,
      [all, seen.filter((oid) => oid !== undefined)],
    );
    return this.planned.costs(statements);
  }

  /** What the indexes of candidates are called here, with what they are. */
  names(): ReadonlyMap<string, string> {
    return new Map([...this.made].flatMap(([text, made]) => (made === null ? [] : [[made.name, text] as const])));
  }

  async bytes(index: Candidate): Promise<number | null> {
    return (await this.madeOf(index)) === null ? null : (await this.expected(index)).bytes;
  }

  private async build(): Promise<void> {
    const { schemas, enums, tables, additions, relations, statistics, settings } = this.likeness;
    for (const schema of new Set([...schemas, ...enums.map((one) => one.schema)]))
      await this.session.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
    for (const { schema, name, labels } of enums) {
      const values = labels.map((label) => `'${label.replaceAll("'", "''")}'`).join(', ');
      await this.attempt(`type ${schema}.${name}`, `CREATE TYPE ${quoted(schema, name)} AS ENUM (${values})`);
    }
    for (const table of tables) await this.createTable(table);
    for (const { what, sql } of additions) await this.attempt(what, sql);
    for (const relation of relations) await this.resize(relation, relation.bytes);
    for (const row of statistics) await this.restoreColumn(row);
    for (const { name, value } of settings)
      await this.session
        .query("SELECT set_config($1, $2, false) FROM pg_catalog.pg_settings WHERE name = $1 AND context = 'user'", [
          name,
          value,
        ])
        .catch((error: unknown) => this.lack(`setting ${name}`, error));
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

  /** Gives a relation its length and its counts. One that could not be made has none. */
  private async resize({ schema, name, pages, rows, allVisible }: RelationKnown, bytes: number): Promise<void> {
    const [row] = await this.session.query(
      `SELECT pg_catalog.pg_relation_filepath(c.oid) AS path FROM pg_catalog.pg_class c
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2`,
      [schema, name],
    );
    if (row === undefined) return;
    this.files.resize(String(row.path), Math.min(bytes, mostBytes));
    await this.session.query(
      `SELECT pg_catalog.pg_restore_relation_stats('schemaname', $1::text, 'relname', $2::text, 'relpages', $3::int, 'reltuples', $4::real,
         'relallvisible', $5::int)`,
      [schema, name, pages, rows, allVisible],
    );
  }

  private async restoreColumn({ schema, name, column, ...known }: Row): Promise<void> {
    const given = Object.entries(known).flatMap(([field, value]) => (value === null ? [] : [{ field, value }]));
    const pairs = given.map(({ field }, at) => `'${field}', $${at + 4}::text::${statisticTypes[field] ?? 'text'}`);
    const values = [schema, name, column, ...given.map(({ value }) => value)];
    await this.session
      .query(
        `SELECT pg_catalog.pg_restore_attribute_stats('schemaname', $1::text, 'relname', $2::text, 'attname', $3::text, 'inherited', false,
           ${pairs.join(', ')})`,
        values,
      )
      .catch((error: unknown) => this.lack(`statistics of ${schema}.${name}.${column}`, error));
  }

  private async madeOf(index: Candidate): Promise<Made | null> {
    const text = definition(index);
    const known = this.made.get(text);
    if (known !== undefined) return known;
    const made = await this.make(index, text);
    this.made.set(text, made);
    return made;
  }

  /** A build reads the table, so that it has no length meanwhile; and it counts what it has read. */
  private async make(index: Candidate, text: string): Promise<Made | null> {
    const table = this.likeness.relations.find(({ schema, name }) => `${schema}.${name}` === index.table);
    if (table === undefined) return null;
    const name = `twin ${this.made.size}`;
    // Whoever has the files open looks at them anew.
    await this.session.query(`UPDATE pg_catalog.pg_class SET relallvisible = relallvisible WHERE oid = $1::regclass`, [
      tableSql(index.table),
    ]);
    await this.resize(table, 0);
    try {
      await this.session.query(`CREATE INDEX ${quoted(name)} ${text}`);
    } catch (error) {
      if (codeOf(error) === null) throw error;
      return null;
    } finally {
      await this.resize(table, table.bytes);
    }
    const { bytes, rows } = await this.expected(index);
    await this.resize(
      { ...{ schema: table.schema, name, bytes, rows }, pages: Math.ceil(bytes / 8192), allVisible: 0 },
      bytes,
    );
    const [row] = await this.session.query('SELECT $1::regclass::oid AS oid', [quoted(table.schema, name)]);
    return { oid: Number(row?.oid), name };
  }

  private async expected(index: Candidate): Promise<{ readonly bytes: number; readonly rows: number }> {
    const rows = index.where === null ? null : await this.planned.rows(index.table, index.where);
    return {
      bytes: indexBytes(index, this.catalog, rows) ?? 0,
      rows: rows ?? this.catalog.get(index.table)?.rows ?? 0,
    };
  }

  private async attempt(what: string, sql: string): Promise<boolean> {
    return this.session.query(sql).then(
      () => true,
      (error: unknown) => this.lack(what, error),
    );
  }

  private lack(what: string, error: unknown): false {
    if (codeOf(error) === null) throw error;
    this.missing.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

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
