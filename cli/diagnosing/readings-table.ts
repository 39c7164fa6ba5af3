import { parse } from 'csv-parse/sync';
import { InvalidInput } from '../../core/model/errors.ts';
import { readAll } from '../../core/schema/all-faults.ts';
import { fileText } from '../file-text.ts';
import { type Column, keyOf, readColumn } from './column.ts';

/** A table of readings as it is written. */
export interface ReadingsTable {
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
  /** What stands before the decimals of its numbers. */
  readonly decimal: Decimal;
}

interface Line {
  /** Where it ends in the file; 1 is the first line. */
  readonly line: number;
  readonly cells: readonly string[];
}

type Decimal = '.' | ',';

const separators = [',', ';', '\t'];
const mostColumns = 5000;

/**
 * Reads a table with a header, parted by commas, semicolons or tabs. A line may end before its last columns and never after
 * them. Throws `InvalidInput` naming every column, or the line, at fault.
 */
export function readingsTable(name: string, file: Uint8Array | string): ReadingsTable {
  const text = fileText(file);
  const separator = separatorOf(text);
  const [head, ...lines] = linesOf(name, text, separator);
  const headers = withoutEmptyEnd(head?.cells ?? []);
  if (headers.length > mostColumns)
    throw new InvalidInput(name, `has ${headers.length} columns, and ${mostColumns} are the most`);
  const columns = readAll(headers, readColumn);
  checkTwice(columns);
  checkLengths(columns.length, lines, separator);
  const hasComma = separator !== ',' && lines.some(({ cells }) => cells.some((cell) => /^[+-]?\d+,\d+$/.test(cell)));
  return { columns, lines, decimal: hasComma ? ',' : '.' };
}

/** What parts the first line into the most cells. */
function separatorOf(text: string): string {
  const [head = ''] = text.trimStart().split('\n', 1);
  const parts = (mark: string) => head.split(mark).length;
  return separators.reduce((best, mark) => (parts(mark) > parts(best) ? mark : best));
}

function linesOf(name: string, text: string, delimiter: string): readonly Line[] {
  const options = { delimiter, info: true, trim: true, skip_empty_lines: true, relax_column_count: true } as const;
  try {
    const records = parse(text, options) as unknown as readonly { info: { lines: number }; record: string[] }[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InvalidInput(name, `cannot be read as a table: ${why}; look for a quote that is opened and not closed`);
  }
}

function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}

/** Of two columns that tell one thing nobody knows which is right. */
function checkTwice(columns: readonly Column[]): void {
  const firsts = new Map(columns.toReversed().map((column) => [keyOf(column), column]));
  readAll(columns, (column) => {
    const first = firsts.get(keyOf(column)) ?? column;
    if (first === column) return;
    const told = first.header === column.header ? 'is in the file twice' : `tells what "${first.header}" tells`;
    throw new InvalidInput(column.field, `${told}; leave one of them out`);
  });
}

/** A line of more cells has one that is parted where it should not be, and all behind it are told of another column. */
function checkLengths(most: number, lines: readonly Line[], separator: string): void {
  const long = lines.find(({ cells }) => withoutEmptyEnd(cells).length > most);
  if (long === undefined) return;
  const fix =
    separator === ',' ? 'write decimals with a point, or put ";" between columns' : 'leave out what is too much';
  throw new InvalidInput(
    `line ${long.line}`,
    `has ${long.cells.length} cells, and the file has ${most} columns; ${fix}`,
  );
}

const numbers: Readonly<Record<Decimal, RegExp>> = {
  '.': /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i,
  ',': /^[+-]?(\d+(,\d*)?|,\d+)(e[+-]?\d+)?$/i,
};

/** The number in a cell; `NaN` where words say that there is none, null where it is written in a way that is not read. */
export function numberIn(cell: string, decimal: Decimal): number | null {
  if (numbers[decimal].test(cell)) return Number(cell.replace(',', '.'));
  return /\d/.test(cell) ? null : Number.NaN;
}
