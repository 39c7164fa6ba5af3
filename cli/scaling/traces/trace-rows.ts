import { parse } from 'csv-parse/sync';
import { InvalidInput } from '../../../core/model/errors.ts';
import { readEpoch } from '../../times/epoch.ts';
import { readStamp } from '../../times/stamp.ts';
import { plainOutput } from './plain-output.ts';
import type { Row, Rows } from './row.ts';
import { withoutBorders } from './without-borders.ts';

interface Separator {
  readonly mark: string;
  readonly called: string;
}

const separators: readonly Separator[] = [
  { mark: '\t', called: 'tabs' },
  { mark: ';', called: 'semicolons' },
  { mark: '|', called: 'bars' },
  { mark: ',', called: 'commas' },
];
const linesToTry = 60;

/** Reads a table, whatever separates its cells. Throws `InvalidInput` where the text is none. */
export function traceRows(name: string, text: string): Rows {
  if (/^\s*[{[]\s*("|\{|\[|$)/.test(text) && !text.includes('} ')) throw new InvalidInput(name, jsonFix);
  const plain = plainOutput(name, text);
  if (plain !== null) return plain;
  const named = /^"?sep=(.)"?$/im.exec(text.slice(0, text.indexOf('\n')));
  if (named !== null) return tableOf(name, text.replace(/^.*\n/, '\n'), separatorOf(named[1] ?? ','));
  const bare = withoutBorders(text);
  return tableOf(name, bare, likeliest(name, bare));
}

const jsonFix =
  'is JSON, which is not read; write a table of times and values, e.g. with aws ... --output text, or export CSV';

function separatorOf(mark: string): Separator {
  return separators.find((one) => one.mark === mark) ?? { mark, called: `"${mark}"` };
}

/** What separates times from numbers on most lines; commas, or else spaces, where nothing does. */
function likeliest(name: string, text: string): Separator {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const middle = Math.max(0, Math.floor((lines.length - linesToTry) / 2));
  const sample = [...lines.slice(0, linesToTry), ...lines.slice(middle, middle + linesToTry)].join('\n');
  const score = ({ mark }: Separator) => readable(name, sample, mark).filter(({ cells }) => tellsTime(cells)).length;
  const scores = separators.map((separator) => ({ separator, score: score(separator) }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.score > 0) return best.separator;
  return isSpaced(lines) ? spaces : separatorOf(',');
}

/** A row of which one cell is a time and there are others. */
function tellsTime(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.some(isTime);
}

const spaces: Separator = { mark: ' ', called: 'spaces' };

function isSpaced(lines: readonly string[]): boolean {
  const cells = spaced(lines.at(-1) ?? '').split('\t');
  return cells.length > 1 && cells.some((cell) => isTime(cell) || /^\d{4}-\d{2}-\d{2}$/.test(cell));
}

/** Cells that one space or more separates, as cells that a tab does; a column of its own may hold the time of the day. */
function spaced(line: string): string {
  return line.trim().replace(/ +/g, '\t');
}

/** Whether a cell is written like a time. */
export function isTime(cell: string): boolean {
  return readEpoch(cell) !== null || readStamp(cell) !== null;
}

function readable(name: string, text: string, mark: string): readonly Row[] {
  try {
    return parsed(name, text, mark);
  } catch {
    return [];
  }
}

function tableOf(name: string, text: string, { mark, called }: Separator): Rows {
  const given = mark === ' ' ? text.split('\n').map(spaced).join('\n') : text;
  return { shape: null, separator: called, rows: parsed(name, given, mark === ' ' ? '\t' : mark) };
}

const options = { relax_column_count: true, relax_quotes: true, trim: true, record_delimiter: '\n' };

function parsed(name: string, text: string, delimiter: string): readonly Row[] {
  try {
    return numbered(parse(text, { ...options, delimiter }) as readonly (readonly string[])[]);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidInput(name, `cannot be read as a table: ${why}; look for a quote that is opened and not closed`);
  }
}

/** Rows that hold anything and are no remarks, each with the line on which it ends: a quoted cell may have several. */
function numbered(records: readonly (readonly string[])[]): readonly Row[] {
  const rows: Row[] = [];
  let line = 0;
  for (const cells of records) {
    line += 1 + cells.reduce((breaks, cell) => breaks + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
    const isRemark = cells[0]?.startsWith('#');
    if (!isRemark && cells.some((cell) => cell !== '')) rows.push({ line, cells });
  }
  return rows;
}
