import { counted } from '../../../core/model/counted.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { fileText } from '../../file-text.ts';
import { fixedOffset } from '../../times/stamp.ts';
import type { MeasuredTrace } from './measured-trace.ts';
import { checkUnit, readNumbers } from './numbers.ts';
import type { Rows } from './row.ts';
import { uniformSteps } from './steps.ts';
import { readTimes, type TimesSaid } from './times.ts';
import { type Columns, traceColumns } from './trace-columns.ts';
import type { TraceHints } from './trace-hints.ts';
import { traceRows } from './trace-rows.ts';
import { isTimeZone } from './zones.ts';

/**
 * Reads measured load from what people's tools export: times and values in columns, whatever the separator, the order, the
 * way to write times and the decimal mark, as far as the file itself proves them. Steps without a line or a value are gaps.
 * Throws `InvalidInput` naming line, value and fix, or the option that says what the file leaves open.
 * Why: docs/decisions/0033.
 */
export function readTraceCsv(name: string, file: Uint8Array | string, hints: TraceHints = {}): MeasuredTrace {
  const rows = traceRows(name, fileText(file));
  const columns = traceColumns(name, rows, hints.column);
  const { data, labels, leftOut } = columns;
  if (data.length < 2) throw new InvalidInput(name, 'holds fewer than two lines of timestamp,value');
  checkUnits(name, columns);
  const times = readTimes(data, { ...hints, ...saidOfTimes(columns) });
  const numbers = readNumbers(data, hints.decimal);
  const points = data.map(({ line, others }, index) => {
    return { line, atMs: times.atMs[index] ?? 0, value: numbers.values[index] ?? Number.NaN, others };
  });
  const { startMs, stepSeconds, values, notes } = uniformSteps(name, points);
  const format = [formatOf(rows, columns), ...marks(rows, numbers.decimal), stepText(stepSeconds), times.zone];
  const readAs = [`read as: ${format.join(', ')}`, ...columnNote(columns), ...leftOut, ...notes];
  const unit = numbers.unit || labels.get('unit') || 'units in the trace';
  return { name, unit, startMs, stepSeconds, values, readAs };
}

/** A unit may stand in a line of its own, or beside each value. */
function checkUnits(name: string, { labels, data }: Columns): void {
  checkUnit(`the unit of ${name}`, labels.get('unit') ?? '');
  for (const { line, others } of data.slice(0, 1))
    for (const cell of others) if (unitsBesideValues.test(cell)) checkUnit(`line ${line}`, cell);
}

/** Of CloudWatch; a shorter one could be the name of something. */
const unitsBesideValues = /^(percent|(milli|micro)?seconds)$/i;

/** A zone may stand beside its times: in a line of its own, or in the name of their column. */
function saidOfTimes({ names, timeName, labels }: Columns): Pick<TimesSaid, 'fileZone' | 'isMonthFirst'> {
  const [, inName = ''] = /[[(]([^)\]]+)[)\]]$/.exec(timeName) ?? [];
  const written = labels.get('timezone') ?? labels.get('time zone') ?? inName;
  const isZone = fixedOffset(written) !== null || isTimeZone(written);
  const saysZone = isZone || /local/i.test(written) || written !== inName;
  return { fileZone: saysZone ? written : null, isMonthFirst: isAzure(names) };
}

const isAzure = (names: readonly string[]) => names.some((title) => /\[(UTC|Local Time)\]$/i.test(title));

/** Whose export it is, as far as its names tell. */
function formatOf({ shape, rows, separator }: Rows, { names, labels, data }: Columns): string {
  if (shape !== null) return shape;
  if (labels.size > 0) return 'CloudWatch console';
  if (rows.some(({ cells }) => cells[0] === 'DATAPOINTS' || cells[0] === 'Datapoints')) return 'CloudWatch CLI';
  const [first = '', second = '', third = ''] = names;
  if (first === 'Series' && second === 'Time' && third === 'Value') return 'Grafana series as rows';
  if (first === 'Time') return 'Grafana series';
  if (isAzure(names)) return 'Azure';
  if (names.some((title) => /begin.?time/i.test(title))) return 'New Relic';
  if (/^time(stamp)?$/.test(first) && /\{.*\}/.test(second)) return 'Datadog';
  if (names.length === 0 && data.every(({ time }) => /^\d{10}\.\d{3}$/.test(time))) return 'Prometheus';
  return separator === 'commas' ? 'CSV' : `table with ${separator}`;
}

function marks({ separator, shape }: Rows, decimal: string | null): string[] {
  const mark = decimal === 'comma' ? ['decimal comma'] : [];
  return separator === 'semicolons' && shape === null ? [...mark] : mark;
}

function stepText(stepSeconds: number): string {
  if (stepSeconds % 3600 === 0) return counted(stepSeconds / 3600, 'hour');
  if (stepSeconds % 60 === 0) return counted(stepSeconds / 60, 'minute');
  return counted(stepSeconds, 'second');
}

function columnNote({ names, value }: Columns): string[] {
  return names.length > 2 ? [`the values are those of the column "${value}"`] : [];
}
