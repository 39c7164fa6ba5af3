import { counted } from '../../../core/model/counted.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { readEpoch } from '../../times/epoch.ts';
import { readClockCell, readStamp } from '../../times/stamp.ts';
import { looksLikeNumber } from './numbers.ts';
import type { Row, Rows } from './row.ts';
import { isTime } from './trace-rows.ts';

/** A table with its column of times and its column of values. */
export interface Columns {
  /** What the columns are called; empty where nothing says. */
  readonly names: readonly string[];
  /** What the column of times is called; empty where nothing says. */
  readonly timeName: string;
  /** What stands above the names, or instead of them, by its first cell: `timezone` of a CloudWatch export. */
  readonly labels: ReadonlyMap<string, string>;
  readonly data: readonly Datum[];
  /** The column of values, as the file names or counts it. */
  readonly value: string;
  /** Lines that are neither names nor data, as sentences. */
  readonly leftOut: readonly string[];
}

/** One line of data. */
export interface Datum {
  readonly line: number;
  readonly time: string;
  readonly value: string;
  /** The other cells, of which one may name a series. */
  readonly others: readonly string[];
}

/** Lines above the data: titles, and what an export says of itself. */
const mostAbove = 20;
/** Lines below the data: a sum, a count of rows. */
const mostBelow = 5;
const rowsToTry = 400;

/** Finds times and values by what is written in their cells. Throws `InvalidInput` naming the line, the cell and the fix. */
export function traceColumns(name: string, { rows }: Rows, column: string | undefined): Columns {
  const times = timeColumn(name, rows);
  const { above, middle, below } = parts(rows, times);
  const { names, header, labels, titles } = namesOf(above, times);
  const data = middle.filter(({ cells }) => cells.join('\n') !== names.join('\n'));
  checkWidths(data, names);
  const index = valueColumn(name, data, names, times, column);
  for (const row of titles) checkTitle(row, index, times);
  if (header !== undefined && !timeNames.some((pattern) => pattern.test(names[times.time] ?? ''))) {
    checkTitle(header, index, times);
  }
  const leftOut = [...titles, ...below].map(
    ({ line, cells }) => `line ${line} is left out: ${cells.join(' ').slice(0, 40)}`,
  );
  const timeName = names[times.time] ?? '';
  const read = data.map((row) => datum(row, times, index));
  return { names, timeName, labels, data: read, value: titleOf(names, index), leftOut };
}

/** Where a row tells its time; two columns where the time of the day has one of its own. */
interface Times {
  readonly time: number;
  readonly clock: number | null;
}

function timeColumn(name: string, rows: readonly Row[]): Times {
  const middle = Math.max(0, Math.floor((rows.length - rowsToTry) / 2));
  const sample = rows.slice(middle, middle + rowsToTry);
  const often = (is: (cell: string) => boolean) => columnsWhere(sample, is);
  const dated = often((cell) => readStamp(cell) !== null);
  const counted = dated.length > 0 ? dated : often((cell) => readEpoch(cell) !== null);
  const time = preferred(counted.length > 0 ? counted : columnsWhere(sample, isTime, 0), rows);
  if (time === null) throw noTimes(name, rows);
  const clocked = often((cell) => readClockCell(cell) !== null).filter((one) => one !== time);
  const hasClock = sample.some(({ cells }) => lacksClock(cells[time] ?? ''));
  return { time, clock: hasClock ? (clocked[0] ?? null) : null };
}

function lacksClock(cell: string): boolean {
  const stamp = readStamp(cell);
  return stamp !== null && !('fault' in stamp) && !stamp.hasClock;
}

/** The columns of which more than this share of the cells are so. */
function columnsWhere(rows: readonly Row[], is: (cell: string) => boolean, share = 0.5): readonly number[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, column) => column).filter((column) => {
    const cells = rows.map((row) => row.cells[column] ?? '');
    return cells.filter(is).length > share * cells.length;
  });
}

/** Names of a column of times, the best first: one called so, then where an interval begins. Without any, the first column. */
const timeNames = [
  /^[_@]?(date)?_?time(stamp)?\b/i,
  /^ts$/i,
  /begin|start|from|open/i,
  /time|date|when|zeit|datum|minute|hour|period|label/i,
];

function preferred(columns: readonly number[], rows: readonly Row[]): number | null {
  const header = rows.find(({ cells }) => cells.length > 1 && !cells.some(isTime))?.cells ?? [];
  for (const pattern of timeNames) {
    const named = columns.find((column) => pattern.test(header[column] ?? ''));
    if (named !== undefined) return named;
  }
  return columns[0] ?? null;
}

function noTimes(name: string, rows: readonly Row[]): InvalidInput {
  const [first] = rows.filter(({ cells }) => cells.some((cell) => /\d/.test(cell)));
  if (first === undefined) return new InvalidInput(name, 'holds fewer than two lines of timestamp,value');
  return new InvalidInput(
    `line ${first.line}`,
    `"${first.cells.join(',').slice(0, 80)}" holds no time; write times as 2026-01-31T08:00:00Z or in Unix seconds`,
  );
}

/** What is above the first time, from there to the last time, and what is below that. */
function parts(rows: readonly Row[], { time }: Times) {
  const isData = ({ cells }: Row) => isTime(cells[time] ?? '');
  const [first, last] = [rows.findIndex(isData), rows.findLastIndex(isData)];
  const above = rows.slice(0, first);
  const below = rows.slice(last + 1);
  for (const row of [...above.slice(0, -mostAbove), ...below.slice(mostBelow)]) throw noTimestamp(row, time);
  for (const row of [...above, ...below]) if (isCutTime.test(row.cells[time] ?? '')) throw noTimestamp(row, time);
  const middle = rows.slice(first, last + 1);
  const header = above.at(-1)?.cells.join('\n');
  for (const row of middle) if (!isData(row) && row.cells.join('\n') !== header) throw noTimestamp(row, time);
  return { above, middle, below };
}

/** The beginning of a time, as where a file ends in the middle of a line. */
const isCutTime = /^\d{4}[-/.]|^\d{1,2}[-/.:]\d|^\d{9}/;

function noTimestamp({ line, cells }: Row, time: number): InvalidInput {
  const cell = (cells[time] ?? '').slice(0, 60);
  return new InvalidInput(
    `line ${line}`,
    `"${cell}" is not a timestamp; write it as 2026-01-31T08:00:00Z or in Unix seconds`,
  );
}

/** What an export says of itself, a line each: the name of what is said, and what is said. */
const labelNames =
  /^((full )?label|id|unit|time ?zone|stat(istic)?|period|region|account( id)?|namespace|metric( ?name)?|dimensions?|y ?axis|color)$/i;

function namesOf(above: readonly Row[], times: Times) {
  const isLabel = ({ cells }: Row) => labelNames.test(cells[0] ?? '') && cells.length > 1;
  const labelled = above.filter(isLabel);
  // Where a row of names stands nearer to the data, what is above it is a title.
  const isConsole = labelled.length > 0 && labelled.at(-1) === above.at(-1);
  const labels = isConsole ? labelled : [];
  const plain = above.filter((row) => !labels.includes(row));
  const header = isConsole
    ? labels.find(({ cells }) => /label/i.test(cells[0] ?? ''))
    : plain.findLast(({ cells }) => cells.length > times.time);
  return {
    names: header?.cells ?? [],
    header,
    labels: new Map(labels.map(({ cells }) => [(cells[0] ?? '').toLowerCase(), cells[1] ?? ''])),
    titles: plain.filter((row) => row !== header),
  };
}

/** A line above the data that holds a number where values are is a line of data whose time is broken. */
function checkTitle(row: Row, index: number, { time }: Times): void {
  if (looksLikeNumber(row.cells[index] ?? '')) throw noTimestamp(row, time);
}

/** A separator too many is often one inside of a number: then the cells are read as another number. */
function checkWidths(data: readonly Row[], names: readonly string[]): void {
  const [first] = data;
  const width = filled(names) || (first?.cells.length ?? 0);
  const where = names.length > 0 ? 'there are columns' : `line ${first?.line} has`;
  for (const { line, cells } of data) {
    if (filled(cells) <= width) continue;
    const fix = 'write numbers as 1234.5, put those with a comma into quotes, or separate columns by semicolons';
    throw new InvalidInput(
      `line ${line}`,
      `holds ${counted(filled(cells), 'cell')}, more than ${where} (${width}); ${fix}`,
    );
  }
}

/** How many cells there are up to the last that holds something: whoever ends a line with a separator means no other cell. */
function filled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== '') + 1;
}

function valueColumn(
  name: string,
  data: readonly Row[],
  names: readonly string[],
  { time, clock }: Times,
  wanted: string | undefined,
): number {
  const width = Math.max(names.length, ...data.slice(0, rowsToTry).map(({ cells }) => cells.length));
  const others = Array.from({ length: width }, (_, column) => column).filter((one) => one !== time && one !== clock);
  if (wanted !== undefined) return named(names, others, wanted);
  const numbers = others.filter((column) => holdsNumbers(data, column, names[column] ?? ''));
  const told = numbers.filter((column) => !countsRows(data, column, names[column] ?? ''));
  const [only, ...more] = told.length === 0 ? numbers : told;
  if (only !== undefined && more.length === 0) return only;
  const called = numbers.filter((column) => /^_?value$/i.test(names[column] ?? ''));
  if (called.length === 1) return called[0] ?? 0;
  if (only !== undefined) throw several(name, names, numbers);
  const [other] = others;
  if (other !== undefined && others.length === 1) return other;
  if (other !== undefined)
    throw new InvalidInput(name, 'has no column of numbers beside its times; export the values as numbers');
  const [first] = data;
  throw new InvalidInput(`line ${first?.line}`, `"${first?.cells.join(',')}" has no value; write one after each time`);
}

function named(names: readonly string[], others: readonly number[], wanted: string): number {
  const byName = others.find((column) => names[column]?.toLowerCase() === wanted.toLowerCase());
  const byNumber = others.find((column) => String(column + 1) === wanted);
  const found = byName ?? byNumber;
  if (found !== undefined) return found;
  throw new InvalidInput('--column', `"${wanted}" is not one of ${listed(names, others)}; give one of these`);
}

function several(name: string, names: readonly string[], numbers: readonly number[]): InvalidInput {
  const first = titleOf(names, numbers[0] ?? 0);
  const cut = names.length > 0 ? '' : ', or write 1,234 as 1234 where a number was cut in two at its comma';
  const fix = `choose one, e.g. --column "${first}"${cut}`;
  return new InvalidInput(name, `holds ${numbers.length} columns of numbers (${listed(names, numbers)}); ${fix}`);
}

function listed(names: readonly string[], columns: readonly number[]): string {
  return columns.map((column) => titleOf(names, column)).join(', ');
}

function titleOf(names: readonly string[], column: number): string {
  return names[column] || String(column + 1);
}

/** Whether a column only numbers the rows, as data frames write it. */
function countsRows(data: readonly Row[], column: number, name: string): boolean {
  if (!/^(|index|row|#|no\.?|id|unnamed.*)$/i.test(name)) return false;
  const from = Number(data[0]?.cells[column]);
  return data.every(({ cells }, index) => Number(cells[column]) === from + index);
}

/** Whether most of the cells that hold anything are numbers, and not the end of an interval. */
function holdsNumbers(data: readonly Row[], column: number, name: string): boolean {
  const cells = data.slice(0, rowsToTry).flatMap((row) => row.cells[column] || []);
  if (cells.length === 0) return false;
  if (cells.every((cell) => readEpoch(cell) !== null) && /time|date|begin|start|end|stamp|until/i.test(name))
    return false;
  const isNumber = (cell: string) => looksLikeNumber(cell) && readStamp(cell) === null;
  return cells.filter(isNumber).length * 2 > cells.length;
}

function datum({ line, cells }: Row, { time, clock }: Times, index: number): Datum {
  const at = cells[time] ?? '';
  const others = cells.filter((_, column) => column !== time && column !== clock && column !== index);
  const whole = clock === null ? at : `${at} ${cells[clock] ?? ''}`;
  const value = cells[index];
  if (value !== undefined) return { line, time: whole, value, others };
  const fix = `write "${at}," where nothing was measured`;
  throw new InvalidInput(`line ${line}`, `"${cells.join(',').slice(0, 80)}" has no value; ${fix}`);
}
