import { InvalidInput } from '../../../core/model/errors.ts';
import type { MeasuredTrace } from './measured-trace.ts';
import { parseTimestamp } from './parse-timestamp.ts';

interface Row {
  readonly line: number;
  readonly atMs: number;
  /** NaN where nothing was measured. */
  readonly value: number;
}

const shortestMs = 30 * 60_000;
/** A gap longer than this is more likely a wrong timestamp than a gap. */
const mostSteps = 5_000_000;

/**
 * Reads a CSV of `timestamp,value`: ISO 8601 (UTC where no zone is given) or Unix seconds or milliseconds, ascending, in
 * uniform steps. An empty value, or a step without a line, is a gap. Throws `InvalidInput` naming line, value and fix.
 */
export function readTraceCsv(name: string, text: string): MeasuredTrace {
  const rows = readRows(text);
  const [first, second] = rows;
  if (first === undefined || second === undefined)
    throw new InvalidInput(name, 'holds fewer than two lines of timestamp,value');
  checkOrder(rows);
  const stepMs = smallestStep(rows);
  const lastMs = (rows.at(-1) ?? first).atMs;
  const steps = Math.round((lastMs - first.atMs) / stepMs) + 1;
  if (steps > mostSteps)
    throw new InvalidInput(name, `spans ${steps} steps of ${stepMs / 1000} s; look for a wrong timestamp`);
  if (steps * stepMs < shortestMs) throw new InvalidInput(name, 'spans less than half an hour; give a longer trace');
  const values = new Float64Array(steps).fill(Number.NaN);
  for (const row of rows) values[slot(row, first.atMs, stepMs)] = row.value;
  if (values.every(Number.isNaN)) throw new InvalidInput(name, 'holds no value at all');
  return { name, unit: 'units in the trace', startMs: first.atMs, stepSeconds: stepMs / 1000, values };
}

function readRows(text: string): Row[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const columns = readHeader(lines[0] ?? '');
  const rows: Row[] = [];
  for (const [index, content] of lines.entries()) {
    if (content.trim() === '' || (index === 0 && columns.header)) continue;
    rows.push(readRow(content, index + 1, columns));
  }
  return rows;
}

interface Columns {
  readonly header: boolean;
  readonly timestamp: number;
  readonly value: number;
}

function readHeader(line: string): Columns {
  const names = cells(line).map((cell) => cell.toLowerCase());
  const [first = ''] = names;
  if (parseTimestamp(first) !== null) return { header: false, timestamp: 0, value: 1 };
  const [timestamp, value] = [names.indexOf('timestamp'), names.indexOf('value')];
  if (timestamp < 0 || value < 0) {
    throw new InvalidInput(
      'line 1',
      `"${line.slice(0, 80)}" is neither data nor a header with the columns timestamp and value`,
    );
  }
  return { header: true, timestamp, value };
}

function readRow(content: string, line: number, columns: Columns): Row {
  const row = cells(content);
  const timestamp = row[columns.timestamp] ?? '';
  const value = row[columns.value];
  const atMs = parseTimestamp(timestamp);
  if (atMs === null) {
    throw new InvalidInput(
      `line ${line}`,
      `"${timestamp}" is no timestamp; write it as 2026-01-31T08:00:00Z or in Unix seconds`,
    );
  }
  if (value === undefined)
    throw new InvalidInput(
      `line ${line}`,
      `"${content}" has no value; write "${timestamp}," where nothing was measured`,
    );
  return { line, atMs, value: readValue(value, line) };
}

function readValue(text: string, line: number): number {
  if (text === '' || /^(nan|null|na)$/i.test(text)) return Number.NaN;
  const value = Number(text);
  if (!Number.isFinite(value))
    throw new InvalidInput(
      `line ${line}`,
      `"${text}" is no number; write one with a decimal point, or nothing for a gap`,
    );
  if (value < 0)
    throw new InvalidInput(
      `line ${line}`,
      `${text} is below zero and demand cannot be; leave it empty if nothing was measured`,
    );
  return value;
}

function cells(line: string): string[] {
  return line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function checkOrder(rows: readonly Row[]): void {
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (before === undefined || row.atMs > before.atMs) continue;
    const fault = row.atMs === before.atMs ? 'has the same timestamp as' : 'is earlier than';
    throw new InvalidInput(
      `line ${row.line}`,
      `${iso(row.atMs)} ${fault} line ${before.line}; sort the lines and keep one for each time`,
    );
  }
}

function smallestStep(rows: readonly Row[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let index = 1; index < rows.length; index++) {
    smallest = Math.min(smallest, (rows[index]?.atMs ?? 0) - (rows[index - 1]?.atMs ?? 0));
  }
  return smallest;
}

function slot(row: Row, startMs: number, stepMs: number): number {
  const at = (row.atMs - startMs) / stepMs;
  if (Number.isInteger(at)) return at;
  throw new InvalidInput(
    `line ${row.line}`,
    `${iso(row.atMs)} is not on the trace's step of ${stepMs / 1000} s; resample it to uniform steps`,
  );
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000', '');
}
