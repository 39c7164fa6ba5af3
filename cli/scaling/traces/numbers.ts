import { InvalidInput } from '../../../core/model/errors.ts';
import type { TraceHints } from './trace-hints.ts';

/** A number as it is written, and where. */
interface Written {
  readonly line: number;
  readonly text: string;
  readonly isNegative: boolean;
  /** Its digits with their marks, without groups that spaces or apostrophes part. */
  readonly digits: string;
  /** The power of ten that it is multiplied by, as `e3` and letters such as K say. */
  readonly exponent: number;
  /** What it counts, e.g. `req/s`; empty where it does not say. */
  readonly unit: string;
}

/** A cell and its line. */
export interface NumberCell {
  readonly line: number;
  readonly value: string;
}

const gap = /^(|nan|null|none|nil|n\/?a|#n\/a|undefined|-+|\u2013|no data|\(null\))$/i;
const number =
  /^([+-]?)((?:\d[\d.,'\u2019\u00a0\u202f ]*)?\d|\d[.,]|[.,]\d+|\d[\d.,'\u2019\u00a0\u202f ]*[.,])(e[+-]?\d+)?\s*([a-z%\u00b5/][^\d]*)?$/i;
const grouped = /(?<=\d)['\u2019\u00a0\u202f ](?=\d{3}(?!\d))/g;
/** The letters by which Grafana and others shorten thousands, and what follows them. */
const shortened = /^(k|mil|m|bil|b|tri|t)(?:$| (.*)$)/i;
const powers: Readonly<Record<string, number>> = { k: 3, m: 6, mil: 6, b: 9, bil: 9, t: 12, tri: 12 };
/** What tells how busy or how slow something is, and not how much arrived. */
const notDemand =
  /^(%|percent|percentage|ns|\u00b5s|us|ms|s|secs?|seconds?|milliseconds?|microseconds?|mins?|h|hours?|days?)$/i;
/** More than anybody is asked for in an interval, and the last that counts in ones. */
const most = Number.MAX_SAFE_INTEGER;

/** Whether a cell is written like a number, whichever its decimal mark. */
export function looksLikeNumber(cell: string): boolean {
  return number.test(cell.trim());
}

/** Whether a unit is of what arrives, so that capacity can be needed for it. Throws `InvalidInput` where it is not. */
export function checkUnit(field: string, unit: string, text = unit): void {
  if (!notDemand.test(unit)) return;
  const fix = 'give what arrived, such as requests, messages or connections';
  throw new InvalidInput(field, `"${text}" tells how busy or slow something was, not how much arrived; ${fix}`);
}

/** A column of numbers, NaN for a gap, and the decimal mark that they are read with; null where no number has one. */
export interface Numbers {
  readonly values: readonly number[];
  readonly decimal: Mark | null;
  /** What they count; empty where they do not say. */
  readonly unit: string;
}

type Mark = 'point' | 'comma';

/** Reads a column of numbers. Throws `InvalidInput` where a cell is none, or where all of them can be read in two ways. */
export function readNumbers(cells: readonly NumberCell[], hint: TraceHints['decimal']): Numbers {
  const written = cells.map(readWritten);
  const known = written.filter((one) => one !== null);
  const unit = oneUnit(known);
  const decimal = hint ?? decimalMark(known);
  const values = written.map((one) => (one === null ? Number.NaN : numberOf(one, decimal)));
  const marked = known.some(({ digits }) => /[.,]/.test(digits));
  return { values, decimal: marked ? decimal : null, unit };
}

function readWritten({ line, value }: NumberCell): Written | null {
  const text = value.trim();
  if (gap.test(text)) return null;
  const [, sign, digits, written = 'e0', suffix = ''] = number.exec(text) ?? [];
  if (digits === undefined) throw noNumber(line, text);
  const [, letter, rest = ''] = shortened.exec(suffix.trim()) ?? [];
  const exponent = Number(written.slice(1)) + (powers[letter?.toLowerCase() ?? ''] ?? 0);
  const unit = (letter === undefined ? suffix : rest).trim();
  return { line, text, isNegative: sign === '-', digits: digits.replace(grouped, ''), exponent, unit };
}

function noNumber(line: number, text: string): InvalidInput {
  const fix = 'write one with a decimal point, or nothing for a gap';
  return new InvalidInput(`line ${line}`, `"${text.slice(0, 60)}" is not a number; ${fix}`);
}

function oneUnit(known: readonly Written[]): string {
  const first = known.find(({ unit }) => unit !== '');
  if (first === undefined) return '';
  checkUnit(`line ${first.line}`, first.unit, first.text);
  const other = known.find(({ unit, digits }) => unit !== first.unit && !/^0*$/.test(digits));
  if (other === undefined) return first.unit;
  const fix = 'export the values as they are, without units';
  throw new InvalidInput(`line ${other.line}`, `"${other.text}" has another unit than "${first.text}"; ${fix}`);
}

/** The marks of a number as they would be in the other country. */
const turned = (digits: string) => digits.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
const pointed = /^(?:\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d*)?$/;
const readableAs: Readonly<Record<Mark, (digits: string) => boolean>> = {
  point: (digits) => pointed.test(digits),
  comma: (digits) => pointed.test(turned(digits)),
};
/** More than a thousand with one mark, about one with the other. */
const open = /^[1-9]\d{0,2}[.,]\d{3}$/;

/** The decimal mark with which every number can be read. */
function decimalMark(known: readonly Written[]): Mark {
  const digits = known.map((one) => one.digits);
  const [point, comma] = [digits.every(readableAs.point), digits.every(readableAs.comma)];
  if (!point && !comma) throw mixed(known);
  const doubtful = known.filter((one) => open.test(one.digits));
  if (point !== comma || doubtful.length === 0) return point ? 'point' : 'comma';
  const proved = provedByOthers(digits, doubtful);
  if (proved !== null) return proved;
  const [first] = doubtful;
  const fix = 'say which mark is the decimal one, with --decimal point or --decimal comma';
  throw new InvalidInput(`line ${first?.line}`, `"${first?.text}" may be a thousand times as much; ${fix}`);
}

/**
 * Whoever parts thousands never writes four digits in a row; whoever writes three decimals, a last 0 included, always does.
 * Null where neither tells the marks apart.
 */
function provedByOthers(digits: readonly string[], doubtful: readonly Written[]): Mark | null {
  const marks = new Set(doubtful.map((one) => (one.digits.includes(',') ? ',' : '.')));
  const [mark] = marks;
  if (marks.size !== 1) return null;
  const [asDecimal, asThousands]: readonly Mark[] = mark === ',' ? ['comma', 'point'] : ['point', 'comma'];
  const areDecimals = digits.some((one) => /^\d{4,}$/.test(one));
  const areThousands =
    doubtful.some((one) => one.digits.endsWith('0')) && digits.some((one) => /^[1-9]\d{0,2}$/.test(one));
  if (areDecimals === areThousands) return null;
  return (areDecimals ? asDecimal : asThousands) ?? null;
}

function mixed(known: readonly Written[]): InvalidInput {
  const pointedOnes = known.filter(({ digits }) => readableAs.point(digits));
  const mark: Mark = pointedOnes.length * 2 >= known.length ? 'point' : 'comma';
  const wrong = known.find(({ digits }) => !readableAs[mark](digits));
  const called = mark === 'point' ? 'a decimal point' : 'a decimal comma';
  return new InvalidInput(`line ${wrong?.line}`, `"${wrong?.text}" is not a number with ${called}, as the others have`);
}

function numberOf({ line, text, isNegative, digits, exponent }: Written, decimal: Mark): number {
  const usual = decimal === 'point' ? digits : turned(digits);
  if (!readableAs.point(usual)) throw noNumber(line, text);
  const value = Number(`${usual.replaceAll(',', '')}e${exponent}`);
  if (isNegative && value > 0) {
    const fix = 'leave it empty if nothing was measured';
    throw new InvalidInput(`line ${line}`, `${text} is below zero and demand cannot be; ${fix}`);
  }
  if (value <= most) return value;
  throw new InvalidInput(`line ${line}`, `"${text}" is more than can be counted (${most}); look for a wrong number`);
}
