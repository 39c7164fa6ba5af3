import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { quoted } from '../../../adapters/postgres/quoted.ts';
import type { Session } from '../../../adapters/postgres/session.ts';
import type { PostgresServer } from '../../../local/postgres/start-postgres.ts';

/** Everything that can be seen of a slot from outside, by means that are none of the mover's. */
export interface Picture {
  /** As `pg_dump` writes the schema, without its name. */
  readonly ddl: string;
  /** Of each table, a digest of its rows. */
  readonly rows: Readonly<Record<string, string>>;
  /** Of each sequence, the last number and whether it was taken. */
  readonly numbers: Readonly<Record<string, readonly [last: bigint, isCalled: boolean, increment: bigint]>>;
}

/** Where a slot is, and how to ask there. */
export interface Owner {
  readonly session: Session;
  readonly server: PostgresServer;
  readonly database: string;
  readonly schema: string;
}

/** Looks at a slot. */
export async function picture(owner: Owner, binaries: string): Promise<Picture> {
  const [ddl, rows, numbers] = [await dumped(owner, binaries), await rowsOf(owner), await numbersOf(owner)];
  return { ddl, rows, numbers };
}

async function dumped({ server, database, schema }: Owner, binaries: string): Promise<string> {
  const where = ['-h', server.host, '-p', String(server.port), '-U', server.username, '-d', database];
  const { stdout } = await promisify(execFile)(
    join(binaries, 'pg_dump'),
    ['--schema-only', '--no-publications', '--no-subscriptions', `--schema=${schema}`, ...where],
    { env: { ...process.env, PGPASSWORD: server.password }, maxBuffer: 1e8 },
  );
  const lines = stdout.replaceAll(schema, 'SLOT').split('\n');
  // Rights are written in the order in which they were given, which means nothing; a stream's role has some while it is there.
  return lines
    .filter((line) => !/^(--|\\|SET |SELECT pg_catalog\.set_config|$)/.test(line))
    .filter((line) => !/ (TO|FROM) headroom_[a-z0-9_]+;$/.test(line))
    .sort()
    .join('\n');
}

/** A digest of rows as text, in an order that no collation changes. */
async function rowsOf({ session, schema }: Owner): Promise<Record<string, string>> {
  const tables = await session.query(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind = 'r'",
    [schema],
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const text = `SELECT concat(count(*), ' ', md5(coalesce(string_agg(r, E'\\n' ORDER BY r COLLATE "C"), ''))) AS digest
      FROM (SELECT (headroom_row.*)::text AS r FROM ${quoted(schema, String(name))} headroom_row) all_rows`;
    const [row] = await session.query(text);
    found[String(name)] = String(row?.digest);
  }
  return found;
}

async function numbersOf({ session, schema }: Owner): Promise<Picture['numbers']> {
  const sequences = await session.query(
    'SELECT relname AS name, seqincrement::text AS increment FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid WHERE relnamespace = $1::text::regnamespace',
    [schema],
  );
  const found: Record<string, readonly [bigint, boolean, bigint]> = {};
  for (const { name, increment } of sequences) {
    const [row] = await session.query(
      `SELECT last_value::text AS last, is_called FROM ${quoted(schema, String(name))}`,
    );
    found[String(name)] = [BigInt(String(row?.last)), row?.is_called === true, BigInt(String(increment))];
  }
  return found;
}

/** What is not as it was; null where everything is. Sequences may have left numbers out, and never go back. */
export function unlike(before: Picture, after: Picture): string | null {
  if (before.ddl !== after.ddl) return `the schema differs: ${firstDifference(before.ddl, after.ddl)}`;
  return unlikeRows(before.rows, after.rows) ?? unlikeNumbers(before.numbers, after.numbers);
}

function unlikeRows(before: Picture['rows'], after: Picture['rows']): string | null {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const name = names.find((one) => before[one] !== after[one]);
  return name === undefined ? null : `rows of ${name} differ: ${before[name]} and ${after[name]}`;
}

function unlikeNumbers(before: Picture['numbers'], after: Picture['numbers']): string | null {
  for (const [name, [last, isCalled, increment]] of Object.entries(before)) {
    const now = after[name];
    if (now === undefined) return `sequence ${name} is gone`;
    const goesBack = increment > 0n ? now[0] < last : now[0] > last;
    if (goesBack || (isCalled && !now[1]))
      return `sequence ${name} goes back: ${last} ${isCalled}, then ${now[0]} ${now[1]}`;
    if (!isCalled && (now[1] || now[0] !== last)) return `sequence ${name} began: ${last}, then ${now[0]} ${now[1]}`;
  }
  return null;
}

function firstDifference(one: string, other: string): string {
  const [here, there] = [one.split('\n'), other.split('\n')];
  const missing = here.filter((line) => !there.includes(line)).slice(0, 3);
  const added = there.filter((line) => !here.includes(line)).slice(0, 3);
  return `without ${JSON.stringify(missing)}, with ${JSON.stringify(added)}`;
}
