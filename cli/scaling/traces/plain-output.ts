import { counted } from '../../../core/model/counted.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import type { Row, Rows } from './row.ts';
import { withoutBorders } from './without-borders.ts';

/** Reads what command lines print that is not a table of a row for each time; null where the text is none of it. */
export function plainOutput(name: string, text: string): Rows | null {
  const lines = text.split('\n').map((content, index) => ({ line: index + 1, content: content.trim() }));
  return metricData(name, lines) ?? drawnMetricData(name, text) ?? acrossRows(lines) ?? promtool(name, lines);
}

interface Line {
  readonly line: number;
  readonly content: string;
}

/** `aws cloudwatch get-metric-data --output text`: all times, then all values, a line each. */
function metricData(name: string, lines: readonly Line[]): Rows | null {
  const of = (title: string) =>
    lines
      .filter(({ content }) => content.startsWith(`${title}\t`))
      .map(({ line, content }) => ({ line, content: content.slice(title.length + 1) }));
  const [times, values] = [of('TIMESTAMPS'), of('VALUES')];
  if (times.length === 0) return null;
  const series = lines.filter(({ content }) => content.startsWith('METRICDATARESULTS')).length;
  if (series > 1) throw severalSeries(name, series);
  return paired(name, times, values);
}

/** The same with `--output table`: a frame of times, and one of values. */
function drawnMetricData(name: string, text: string): Rows | null {
  if (!/^\|+ *Timestamps *\|+$/m.test(text)) return null;
  const found: Record<string, Line[]> = { Timestamps: [], Values: [], MetricDataResults: [] };
  let into = '';
  for (const [index, cell] of withoutBorders(text).split('\n').entries()) {
    const content = cell.trim();
    if (/^[A-Z][A-Za-z]+$/.test(content)) into = content;
    if (content === into)
      found.MetricDataResults?.push(...(into === 'Timestamps' ? [{ line: index + 1, content }] : []));
    else if (content !== '') found[into]?.push({ line: index + 1, content });
  }
  const series = found.MetricDataResults?.filter(({ content }) => content === 'Timestamps').length ?? 0;
  if (series > 1) throw severalSeries(name, series);
  return paired(name, found.Timestamps ?? [], found.Values ?? []);
}

function paired(name: string, times: readonly Line[], values: readonly Line[]): Rows {
  if (times.length !== values.length) {
    const counts = `${counted(times.length, 'time')} and ${counted(values.length, 'value')}`;
    throw new InvalidInput(name, `holds ${counts}, so it is cut off; write it again, whole`);
  }
  const rows = times.map(({ line, content }, index) => ({ line, cells: [content, values[index]?.content ?? ''] }));
  return { shape: 'CloudWatch CLI', separator: 'tabs', rows };
}

/** `--query 'MetricDataResults[0].[Timestamps,Values]' --output text`: a line of times and one of values. */
function acrossRows(lines: readonly Line[]): Rows | null {
  const [first, second, ...others] = lines.filter(({ content }) => content !== '');
  if (first === undefined || second === undefined || others.length > 0) return null;
  const [times, values] = [first.content.split('\t'), second.content.split('\t')];
  if (times.length < 3 || times.length !== values.length) return null;
  const rows = times.map((time, index) => ({ line: second.line, cells: [time, values[index] ?? ''] }));
  return { shape: 'CloudWatch CLI', separator: 'tabs', rows };
}

const queried = /^(\S+) @\[([\d.]+)\]$/;
const dumped = /^(\S*\{.*\}) (\S+) (\d[\d.]*)$/;

/** `promtool query range`, `promtool tsdb dump` and what Prometheus exposes: a line for each value, with its series. */
function promtool(name: string, lines: readonly Line[]): Rows | null {
  const rows = lines.flatMap(({ line, content }): Row[] => {
    const [, value, atSeconds] = queried.exec(content) ?? [];
    if (value !== undefined) return [{ line, cells: [atSeconds ?? '', value] }];
    const [, , second, at] = dumped.exec(content) ?? [];
    return second === undefined ? [] : [{ line, cells: [at ?? '', second] }];
  });
  if (rows.length === 0) return null;
  const series = new Set(
    lines.flatMap(({ content }) => /^(.*) =>$/.exec(content)?.[1] ?? dumped.exec(content)?.[1] ?? []),
  );
  if (series.size > 1) throw severalSeries(name, series.size);
  return { shape: 'Prometheus', separator: 'spaces', rows };
}

function severalSeries(name: string, count: number): InvalidInput {
  return new InvalidInput(name, `holds ${count} series; ask for one, or for their sum`);
}
