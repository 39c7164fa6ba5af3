import { quoted } from '../../../../postgres/quoted.ts';
import type { Row, Session } from '../../../../postgres/session.ts';
import { roundTrip } from '../mark.ts';
import { note, noteOn } from '../notes.ts';
import { rowsThatGo } from '../rows-that-go.ts';
import type { Work } from '../work.ts';

const rowsPerRange = 10_000;
const mostLagMs = 10_000;
/** A range under heavy writing is looked at so often before its rows are judged one by one, and those as often again. */
const looks = 3;

/** One table, and how its rows are told apart and ordered. */
interface Table {
  readonly name: string;
  readonly key: readonly { readonly column: string; readonly type: string }[];
}

type Bound = readonly string[] | null;

/**
 * Compares both sides range by range of the primary key, by the sum of the hashes of all rows. Rows that are being written
 * differ for a moment: what counts is a row that stayed the same at the source from before a mark until after it, and is
 * another at the target once the mark has come. Goes on where it ended; a range ends where the time does.
 */
export async function verify(work: Work): Promise<void> {
  const { source, target, leg, made } = work;
  const tables = (await source.session.query(keyed, [leg.live])) as unknown as readonly Table[];
  for (const table of tables) {
    const mismatch = await verifyTable(work, table);
    if (mismatch === null) continue;
    await note(target.session, made.schema, 'mismatch', mismatch);
    return;
  }
  await note(target.session, made.schema, 'verified', String(tables.length));
}

async function verifyTable(work: Work, table: Table): Promise<string | null> {
  const { target, made } = work;
  const what = `verified ${table.name}`;
  const known = await noteOn(target.session, made.schema, what);
  if (known === 'all') return null;
  let from: Bound = known === null ? null : JSON.parse(known);
  for (;;) {
    const to = await endOfRange(work, table, from);
    const mismatch = await verifyRange(work, { table, from, to });
    if (mismatch !== null) return mismatch;
    await note(target.session, made.schema, what, to === null ? 'all' : JSON.stringify(to));
    if (to === null) return null;
    from = to;
  }
}

async function endOfRange(work: Work, table: Table, from: Bound): Promise<Bound> {
  const { source, leg } = work;
  const { where, values } = between(work, table, from, null);
  const columns = table.key.map(({ column }) => `${quoted(column)}::text`).join(', ');
  const order = table.key.map(({ column }) => quoted(column)).join(', ');
  const text = `SELECT ARRAY[${columns}] AS bound FROM ${quoted(leg.live, table.name)} WHERE ${where} ORDER BY ${order} OFFSET ${rowsPerRange - 1} LIMIT 1`;
  const [row] = await source.session.query(text, values);
  return row === undefined ? null : (row.bound as readonly string[]);
}

/** Rows of a table after one key, up to another. */
interface Range {
  readonly table: Table;
  readonly from: Bound;
  readonly to: Bound;
}

async function verifyRange(work: Work, range: Range): Promise<string | null> {
  const { source, target } = work;
  const hash = (session: Session) => rangeHash(work, session, range);
  for (let look = 1; look <= looks; look++) {
    const before = await hash(source.session);
    await catchUp(work);
    const there = await hash(target.session);
    if (there === before || there === (await hash(source.session))) return null;
  }
  return verifyRows(work, range);
}

async function verifyRows(work: Work, range: Range): Promise<string | null> {
  const { source, target, leg } = work;
  let suspects: ReadonlySet<string> | null = null;
  for (let look = 1; look <= looks; look++) {
    const before = await rowHashes(work, source.session, range);
    await catchUp(work);
    const there = await rowHashes(work, target.session, range);
    const after = await rowHashes(work, source.session, range);
    const keys = new Set([...before.keys(), ...there.keys(), ...after.keys()]);
    const wrong = [...keys].filter((key) => before.get(key) === after.get(key) && there.get(key) !== before.get(key));
    suspects = new Set(wrong.filter((key) => suspects === null || suspects.has(key)));
    if (suspects.size === 0) return null;
  }
  const [first] = suspects ?? [];
  return `${suspects?.size} rows of ${leg.live}.${range.table.name} differ between both sides, the first with the key ${first}; see who wrote to the copy, then move it again`;
}

async function catchUp(work: Work): Promise<void> {
  if ((await roundTrip(work, mostLagMs)) !== null) return;
  throw new Error(`the target was more than ${mostLagMs / 1000} s behind and could not be compared; it is tried again`);
}

async function rangeHash(work: Work, session: Session, { table, from, to }: Range): Promise<string> {
  const { where, values } = between(work, table, from, to);
  const text = `SELECT concat(count(*), ' ', sum(hashtextextended(t::text, 0)::numeric)) AS hash FROM ${quoted(work.leg.live, table.name)} t WHERE ${where}`;
  const [row] = await session.query(text, values);
  return String(row?.hash);
}

async function rowHashes(
  work: Work,
  session: Session,
  { table, from, to }: Range,
): Promise<ReadonlyMap<string, string>> {
  const { where, values } = between(work, table, from, to);
  const columns = table.key.map(({ column }) => quoted(column)).join(', ');
  const text = `SELECT (${columns.includes(',') ? `ROW(${columns})` : columns})::text AS key, hashtextextended(t::text, 0)::text AS hash FROM ${quoted(work.leg.live, table.name)} t WHERE ${where}`;
  const rows = await session.query(text, values);
  return new Map(rows.map(({ key, hash }: Row) => [String(key), String(hash)]));
}

/** The rows that go, after one key, up to another. */
function between(work: Work, { key }: Table, from: Bound, to: Bound): { where: string; values: readonly string[] } {
  const columns = `(${key.map(({ column }) => quoted(column)).join(', ')})`;
  const bound = (first: number) => `(${key.map(({ type }, index) => `$${first + index}::text::${type}`).join(', ')})`;
  const rows = rowsThatGo(work);
  const parts = [
    ...(rows === null ? [] : [rows]),
    ...(from === null ? [] : [`${columns} > ${bound(1)}`]),
    ...(to === null ? [] : [`${columns} <= ${bound(1 + (from?.length ?? 0))}`]),
  ];
  return { where: parts.join(' AND ') || 'true', values: [...(from ?? []), ...(to ?? [])] };
}

const keyed = `
  SELECT relname AS name,
    json_agg(json_build_object('column', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY position) AS key
  FROM pg_class c JOIN pg_index ON indrelid = c.oid AND indisprimary
  CROSS JOIN unnest(indkey::int2[]) WITH ORDINALITY AS k(attnumber, position)
  JOIN pg_attribute ON attrelid = c.oid AND attnum = attnumber
  WHERE relnamespace = $1::text::regnamespace AND relkind = 'r' GROUP BY relname ORDER BY relname`;
