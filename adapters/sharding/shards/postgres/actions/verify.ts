import { counted } from '../../../../../core/model/counted.ts';
import { quoted } from '../../../../postgres/quoted.ts';
import { codeOf, type Row, type Session } from '../../../../postgres/session.ts';
import { type KeyedTable, keyedTables, keySchemas } from '../catalogue/keyed-table.ts';
import { roundTrip } from '../mark.ts';
import { note, noteOn } from '../notes.ts';
import { rowsThatGo } from '../rows-that-go.ts';
import type { Work } from '../work.ts';
import { compareTables } from './compare-tables.ts';

const mostRowsPerRange = 10_000;
/** As much as one statement reads, bytes: seconds on a small server. */
const bytesPerRange = 128 * 1024 * 1024;
const mostStatementMs = 60_000;
const mostLagMs = 10_000;
/** A range under heavy writing is looked at so often before its rows are judged one by one, and those as often again. */
const looks = 3;

/** query_canceled, program_limit_exceeded, out_of_memory: a smaller part may go. */
const tooMuch: ReadonlySet<string | null> = new Set(['57014', '54000', '53200']);

type Bound = readonly string[] | null;

/**
 * Compares the tables of both sides, then their rows on the way there: range by range of the primary key, by the sum of the
 * hashes of all rows. Rows that are being written differ for a moment: what counts is a row that stayed the same at the source
 * from before a mark until after it, and is another at the target once the mark has come. Goes on where it ended; a range ends
 * where the time does.
 */
export async function verify(work: Work): Promise<void> {
  const { target, made, move } = work;
  const mismatch = move.way === 'there' ? await verifyRows(work) : null;
  const told = mismatch ?? (await compareTables(work));
  if (told !== null) return note(target.session, made.schema, `mismatch ${move.way}`, told);
  await note(target.session, made.schema, `verified ${move.way}`, 'yes');
}

async function verifyRows(work: Work): Promise<string | null> {
  const { source, target, leg } = work;
  const sessions = [source.session, target.session];
  const path = ['pg_catalog', ...(await keySchemas(source.session, leg.live)).map((one) => quoted(one))].join(', ');
  for (const session of sessions) {
    await session.query(`SET search_path = ${path}; SET statement_timeout = ${mostStatementMs}`);
  }
  // A session on which this fails is ended by whoever called.
  const mismatch = await verifyTables(work);
  for (const session of sessions) await session.query('RESET search_path; RESET statement_timeout');
  return mismatch;
}

async function verifyTables(work: Work): Promise<string | null> {
  for (const table of await keyedTables(work.source.session, work.leg.live)) {
    const mismatch = await verifyTable(work, table);
    if (mismatch !== null) return mismatch;
  }
  return null;
}

async function verifyTable(work: Work, table: KeyedTable): Promise<string | null> {
  const { target, made } = work;
  const what = `verified table ${table.name}`;
  const known = await noteOn(target.session, made.schema, what);
  if (known === 'all') return null;
  let from: Bound = known === null ? null : JSON.parse(known);
  let rows = Math.max(1, Math.min(mostRowsPerRange, Math.floor(bytesPerRange / Math.max(1, table.meanBytes))));
  for (;;) {
    const to = await endOfRange(work, table, from, rows);
    const told = await orTooMuch(verifyRange(work, { table, from, to }));
    if (told === 'too much' && rows > 1) {
      rows = Math.ceil(rows / 4);
      continue;
    }
    if (told !== null) return told;
    await note(target.session, made.schema, what, to === null ? 'all' : JSON.stringify(to));
    if (to === null) return null;
    from = to;
  }
}

async function orTooMuch(told: Promise<string | null>): Promise<string | null> {
  try {
    return await told;
  } catch (error) {
    if (tooMuch.has(codeOf(error))) return 'too much';
    throw error;
  }
}

async function endOfRange(work: Work, table: KeyedTable, from: Bound, rows: number): Promise<Bound> {
  const { source, leg } = work;
  const { where, values } = between(work, table, from, null);
  const columns = table.key.map(({ column }) => `${quoted(column)}::text`).join(', ');
  const order = table.key.map(({ column }) => quoted(column)).join(', ');
  const text = `SELECT ARRAY[${columns}] AS bound FROM ${quoted(leg.live, table.name)} WHERE ${where} ORDER BY ${order} OFFSET ${rows - 1} LIMIT 1`;
  const [row] = await source.session.query(text, values);
  return row === undefined ? null : (row.bound as readonly string[]);
}

/** Rows of a table after one key, up to another. */
interface Range {
  readonly table: KeyedTable;
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
  return verifyEachRow(work, range);
}

async function verifyEachRow(work: Work, range: Range): Promise<string | null> {
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
  const [first = '[]'] = suspects ?? [];
  const shown = (JSON.parse(first) as string[]).join(', ');
  const count = suspects?.size ?? 0;
  const differ = count === 1 ? 'differs' : 'differ';
  return `${counted(count, 'row')} of ${leg.live}.${range.table.name} ${differ} between both sides, the first with the key ${shown}; move it again, and compare that row on both sides if it differs again`;
}

async function catchUp(work: Work): Promise<void> {
  if ((await roundTrip(work, mostLagMs)) !== null) return;
  throw new Error(`the target was more than ${mostLagMs / 1000} s behind and could not be compared; it is tried again`);
}

async function rangeHash(work: Work, session: Session, { table, from, to }: Range): Promise<string> {
  const { where, values } = between(work, table, from, to);
  const text = `SELECT concat(count(*), ' ', sum(${table.hash}::numeric)) AS hash FROM ${quoted(work.leg.live, table.name)} WHERE ${where}`;
  const [row] = await session.query(text, values);
  return String(row?.hash);
}

/** By key, as a JSON list of texts. */
async function rowHashes(
  work: Work,
  session: Session,
  { table, from, to }: Range,
): Promise<ReadonlyMap<string, string>> {
  const { where, values } = between(work, table, from, to);
  const columns = table.key.map(({ column }) => `${quoted(column)}::text`).join(', ');
  const text = `SELECT ARRAY[${columns}] AS key, ${table.hash}::text AS hash FROM ${quoted(work.leg.live, table.name)} WHERE ${where}`;
  const rows = await session.query(text, values);
  return new Map(rows.map(({ key, hash }: Row) => [JSON.stringify(key), String(hash)]));
}

/** The rows that go, after one key, up to another. */
function between(
  work: Work,
  { key }: KeyedTable,
  from: Bound,
  to: Bound,
): { where: string; values: readonly string[] } {
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
