import { type Candidate, definition } from '../../../core/indexing/candidate.ts';
import type { WhatIf } from '../../../core/indexing/choose-indexes.ts';
import { indexBytes } from '../../../core/indexing/index-bytes.ts';
import type { Statement } from '../../../core/indexing/statement.ts';
import type { Catalog } from '../../../core/indexing/table.ts';
import { quoted } from '../../postgres/quoted.ts';
import { codeOf } from '../../postgres/session.ts';
import { HollowServer, type StartPostgres } from './hollow-server.ts';
import type { Likeness } from './likeness.ts';
import { Planned } from './planned.ts';

/** An index of a candidate that the twin has; the planner sees it where it is valid. */
interface Made {
  readonly oid: number;
  readonly name: string;
}

/**
 * Prices by a server in this process that plans as another does: what its planner says of an index is what the other's would, as
 * far as their versions agree. Candidates are real indexes on tables without rows, hidden from the planner by `indisvalid`.
 * Why: docs/decisions/0071.
 */
export class Twin implements WhatIf {
  readonly planned: Planned;
  private readonly server: HollowServer;
  private readonly likeness: Likeness;
  private readonly catalog: Catalog;
  private readonly made = new Map<string, Made | null>();

  static async begin(start: StartPostgres, likeness: Likeness, catalog: Catalog): Promise<Twin> {
    return new Twin(await HollowServer.start(start, likeness), likeness, catalog);
  }

  private constructor(server: HollowServer, likeness: Likeness, catalog: Catalog) {
    this.server = server;
    this.likeness = likeness;
    this.catalog = catalog;
    this.planned = new Planned(server.session);
  }

  /** What of the server the twin could not be given, with why. */
  get missing(): readonly string[] {
    return this.server.missing;
  }

  end(): Promise<void> {
    return this.server.session.end();
  }

  async costs(indexes: readonly Candidate[], statements: readonly Statement[]): Promise<ReadonlyMap<string, number>> {
    const seen = [];
    for (const index of indexes) seen.push((await this.madeOf(index))?.oid);
    const all = [...this.made.values()].flatMap((one) => one?.oid ?? []);
    await this.server.session.query(
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
    const { schema } = table;
    const name = `twin ${this.made.size}`;
    await this.server.reopen(schema, table.name);
    await this.server.resize(table, 0);
    try {
      await this.server.session.query(`CREATE INDEX ${quoted(name)} ${text}`);
    } catch (error) {
      if (codeOf(error) === null) throw error;
      return null;
    } finally {
      await this.server.resize(table, table.bytes);
    }
    const { bytes, rows } = await this.expected(index);
    await this.server.resize({ schema, name, bytes, rows, pages: Math.ceil(bytes / 8192), allVisible: 0 }, bytes);
    const [row] = await this.server.session.query('SELECT $1::regclass::oid AS oid', [quoted(schema, name)]);
    return { oid: Number(row?.oid), name };
  }

  private async expected(index: Candidate): Promise<{ readonly bytes: number; readonly rows: number }> {
    const rows = index.where === null ? null : await this.planned.rows(index.table, index.where);
    const bytes = indexBytes(index, this.catalog, rows) ?? 0;
    return { bytes, rows: rows ?? this.catalog.get(index.table)?.rows ?? 0 };
  }
}
