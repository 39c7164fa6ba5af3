import type { TraceHints } from '../../../../cli/scaling/traces/trace-hints.ts';

/** Measured load; NaN where nothing was measured. */
export interface Series {
  readonly startMs: number;
  readonly stepSeconds: number;
  readonly values: readonly number[];
}

/** How one tool writes a series. */
export interface Export {
  write(series: Series): string | Uint8Array;
  /** What must be said of it since it cannot be told from the file. */
  readonly hints?: TraceHints;
  /** What it is read as. */
  readonly readAs: string;
}

interface Point {
  readonly atMs: number;
  readonly value: number;
}

function points({ startMs, stepSeconds, values }: Series): readonly Point[] {
  return values.map((value, index) => ({ atMs: startMs + index * stepSeconds * 1000, value }));
}

/** Lines made of points, below others. */
const table =
  (above: readonly string[], line: (point: Point) => string, below: readonly string[] = []) =>
  (series: Series): string =>
    [...above, ...points(series).map(line), ...below, ''].join('\n');

const two = (number: number) => String(number).padStart(2, '0');
const iso = (atMs: number) => new Date(atMs).toISOString().replace('.000', '');
const dateAndTime = (atMs: number) => iso(atMs).replace('T', ' ').replace('Z', '');
const number = (value: number, gap = '') => (Number.isNaN(value) ? gap : String(value));
const groups = (value: number, locale: string) =>
  Number.isNaN(value) ? '' : value.toLocaleString(locale, { minimumFractionDigits: 2 });

function parts(atMs: number) {
  const at = new Date(atMs);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  const [hour, minute, second] = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  return { year, month, day, hour, minute, second, clock: `${two(hour)}:${two(minute)}:${two(second)}` };
}

function american(atMs: number): string {
  const { year, month, day, hour, minute, second } = parts(atMs);
  return `${month}/${day}/${year}, ${hour % 12 || 12}:${two(minute)}:${two(second)}.000 ${hour < 12 ? 'AM' : 'PM'}`;
}

function german(atMs: number): string {
  const { year, month, day, clock } = parts(atMs);
  return `${two(day)}.${two(month)}.${year} ${clock}`;
}

/** What the clocks of a zone show. */
function shown(atMs: number, timeZone: string): string {
  return new Date(atMs).toLocaleString('sv-SE', { timeZone });
}

const frame = (...cells: readonly string[]) => `||  ${cells.join('  |  ')}  ||`;
const border = '|+---------------------+---------------------------+--------+|';

/** Exports as tools write them, as far as their documentation or their source tells. */
export const exports: Readonly<Record<string, Export>> = {
  plain: { write: table(['timestamp,value'], ({ atMs, value }) => `${iso(atMs)},${number(value)}`), readAs: 'CSV' },
  'newest first': {
    write: (series) =>
      [
        'time,count',
        ...points(series)
          .map(({ atMs, value }) => `${iso(atMs)},${number(value)}`)
          .reverse(),
      ].join('\n'),
    readAs: 'CSV',
  },
  'an offset of two digits': {
    write: table(['ts,requests'], ({ atMs, value }) => `${dateAndTime(atMs)}+00,${number(value)}`),
    readAs: 'CSV',
  },
  'an offset without a colon': {
    write: table([], ({ atMs, value }) => `${iso(atMs + 19_800_000).replace('Z', '.000+0530')},${number(value)}`),
    readAs: 'CSV',
  },
  'basic ISO 8601': {
    write: table([], ({ atMs, value }) => `${iso(atMs).replace(/[-:]/g, '')},${number(value)}`),
    readAs: 'CSV',
  },
  'Unix time in seconds': { write: table([], ({ atMs, value }) => `${atMs / 1000},${number(value)}`), readAs: 'CSV' },
  'in milliseconds': { write: table([], ({ atMs, value }) => `${atMs},${number(value)}`), readAs: 'CSV' },
  'in microseconds': { write: table([], ({ atMs, value }) => `${atMs}000,${number(value)}`), readAs: 'CSV' },
  'in nanoseconds, as InfluxDB does': {
    write: table(['name,time,mean'], ({ atMs, value }) => `requests,${atMs}000000,${number(value)}`),
    readAs: 'CSV',
  },
  'annotated by InfluxDB': {
    write: table(
      [
        '#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string',
        ',result,table,_start,_stop,_time,_value,_field',
      ],
      ({ atMs, value }) => `,_result,0,2026-01-01T00:00:00Z,2026-12-01T00:00:00Z,${iso(atMs)},${number(value)},count`,
    ),
    readAs: 'CSV',
  },
  'Prometheus by way of a script': {
    write: table([], ({ atMs, value }) => `${atMs / 1000}.000,${number(value, 'NaN')}`),
    readAs: 'Prometheus',
  },
  'promtool query range': {
    write: table(['{job="web"} =>'], ({ atMs, value }) => `${number(value, 'NaN')} @[${atMs / 1000}]`),
    readAs: 'Prometheus',
  },
  'promtool tsdb dump': {
    write: table([], ({ atMs, value }) => `{__name__="requests", job="web"} ${number(value, 'NaN')} ${atMs}`),
    readAs: 'Prometheus',
  },
  'VictoriaMetrics with the name first': {
    write: table([], ({ atMs, value }) => `requests,${number(value)},${iso(atMs)}`),
    readAs: 'CSV',
  },
  'Grafana, times as numbers': {
    write: table(['"Time","{job=""web""}"'], ({ atMs, value }) => `${atMs},${number(value)}`),
    readAs: 'Grafana series',
  },
  'Grafana, formatted': {
    write: table(
      ['"Time","requests"'],
      ({ atMs, value }) => `${dateAndTime(atMs)},${Number.isNaN(value) ? '' : `${value} req/s`}`,
    ),
    readAs: 'Grafana series',
  },
  'Grafana, formatted and shortened': {
    write: table(['"Time","requests"'], ({ atMs, value }) => {
      const text = value >= 1000 ? `${(value / 1000).toFixed(5)}K req/s` : `${value} req/s`;
      return `${dateAndTime(atMs)},${Number.isNaN(value) ? 'undefined' : text}`;
    }),
    readAs: 'Grafana series',
  },
  'Grafana for Excel': {
    write: table(['sep=,', '"Time","requests"'], ({ atMs, value }) => `"${dateAndTime(atMs)}","${number(value)}"`),
    readAs: 'Grafana series',
  },
  'Grafana of old, series as rows': {
    write: table(
      ['sep=;', '"Series";"Time";"Value"'],
      ({ atMs, value }) => `"requests";"${iso(atMs).replace('Z', '+00:00')}";${number(value, 'null')}`,
    ),
    readAs: 'Grafana series as rows',
  },
  'the console of CloudWatch': {
    write: table(
      ['Full label,RequestCount', 'Id,m1', 'Unit,Count', 'Period,60', 'Timezone,UTC'],
      ({ atMs, value }) => `${dateAndTime(atMs).replaceAll('-', '/')},${number(value)}`,
    ),
    readAs: 'CloudWatch console',
  },
  'aws cloudwatch get-metric-statistics as text, in no order': {
    write: (series) => {
      const lines = points(series)
        .filter(({ value }) => !Number.isNaN(value))
        .map(({ atMs, value }) => `DATAPOINTS\t${value.toFixed(2)}\t${iso(atMs).replace('Z', '+00:00')}\tCount`);
      const swapped = lines.map((_, index) => lines[(index * 7) % lines.length] ?? '');
      return ['RequestCount', ...(lines.length % 7 === 0 ? lines : swapped), ''].join('\n');
    },
    readAs: 'CloudWatch CLI',
  },
  'aws cloudwatch get-metric-statistics as a table': {
    write: table(
      [
        '-------------------------------------------------------------',
        '|                   GetMetricStatistics                     |',
        '+---------------------+-------------------------------------+',
        '|  Label              |  RequestCount                       |',
        '+---------------------+-------------------------------------+',
        '||                      Datapoints                         ||',
        border,
        frame('Sum', 'Timestamp', 'Unit'),
        border,
      ],
      ({ atMs, value }) => frame(number(value, 'NaN'), iso(atMs).replace('Z', '+00:00'), 'Count'),
      [border],
    ),
    readAs: 'CloudWatch CLI',
  },
  'aws cloudwatch get-metric-data as text': {
    write: (series) => {
      const newest = points(series)
        .filter(({ value }) => !Number.isNaN(value))
        .reverse();
      const times = newest.map(({ atMs }) => `TIMESTAMPS\t${iso(atMs).replace('Z', '+00:00')}`);
      const values = newest.map(({ value }) => `VALUES\t${value}`);
      return ['METRICDATARESULTS\tm1\tRequestCount\tComplete', ...times, ...values, ''].join('\n');
    },
    readAs: 'CloudWatch CLI',
  },
  'aws cloudwatch get-metric-data as a table': {
    write: (series) => {
      const told = points(series).filter(({ value }) => !Number.isNaN(value));
      const line = (text: string) => `|||  ${text}  |||`;
      const titled = (title: string) => [
        '||+--------------------------+||',
        line(title),
        '||+--------------------------+||',
      ];
      return [
        '|          GetMetricData           |',
        '||        MetricDataResults       ||',
        frame('Id', 'm1'),
        ...titled('Timestamps'),
        ...told.map(({ atMs }) => line(iso(atMs).replace('Z', '+00:00'))),
        ...titled('Values'),
        ...told.map(({ value }) => line(String(value))),
        '',
      ].join('\n');
    },
    readAs: 'CloudWatch CLI',
  },
  'aws cloudwatch get-metric-data, times and values queried': {
    write: (series) => {
      const told = points(series).filter(({ value }) => !Number.isNaN(value));
      return `${told.map(({ atMs }) => iso(atMs)).join('\t')}\n${told.map(({ value }) => value).join('\t')}\n`;
    },
    readAs: 'CloudWatch CLI',
  },
  Datadog: {
    write: table(
      ['time,requests.count{service:web}'],
      ({ atMs, value }) => `"${dateAndTime(atMs)} UTC",${number(value)}`,
    ),
    readAs: 'Datadog',
  },
  'Datadog with tags in quotes': {
    write: table(
      ['"timestamp","sum:requests{service:web,env:""prod""}.as_count()"'],
      ({ atMs, value }) => `"${new Date(atMs).toISOString()}","${number(value)}"`,
    ),
    readAs: 'Datadog',
  },
  'New Relic': {
    write: table(
      ['"Begin time","End time","Requests"'],
      ({ atMs, value }) => `${atMs},${atMs + 60_000},${number(value)}`,
    ),
    readAs: 'New Relic',
  },
  'Azure Log Analytics': {
    write: table(['"TimeGenerated [UTC]",Requests'], ({ atMs, value }) => `"${american(atMs)}",${number(value)}`),
    readAs: 'Azure',
  },
  'az monitor metrics list as a table': {
    write: table(
      ['Timestamp             Name      Total', '--------------------  --------  -------'],
      ({ atMs, value }) => `${iso(atMs)}  Requests  ${number(value, 'nan')}`,
    ),
    readAs: 'table with spaces',
  },
  'Excel in Germany': {
    write: table(['Zeit;Anfragen'], ({ atMs, value }) => `${german(atMs)};${groups(value, 'de-DE')}`, [
      'Summe;1.234.567,89',
    ]),
    readAs: 'table with semicolons',
  },
  'Excel in Switzerland, as Windows writes it': {
    write: (series) =>
      Buffer.from(
        table(
          ['Größe;Zeit'],
          ({ atMs, value }) => `${groups(value, 'de-CH').replaceAll('\u2019', "'")};${german(atMs)}`,
        )(series),
        'latin1',
      ),
    readAs: 'table with semicolons',
  },
  'Excel in France': {
    write: table(['Date;Requêtes'], ({ atMs, value }) => {
      const { day, month, year, clock } = parts(atMs);
      return `${two(day)}/${two(month)}/${year} ${clock};${groups(value, 'fr-FR')}`;
    }),
    hints: { dates: 'day-first' },
    readAs: 'table with semicolons',
  },
  'Excel in the United States': {
    write: table(['Date,Time,Requests'], ({ atMs, value }) => {
      const { day, month, year, clock } = parts(atMs);
      return `${month}/${day}/${year},${clock},"${groups(value, 'en-US')}"`;
    }),
    hints: { dates: 'month-first' },
    readAs: 'CSV',
  },
  'Excel as Unicode text': {
    write: (series) =>
      Buffer.from(
        `\uFEFF${table(['Time\tRequests'], ({ atMs, value }) => `${dateAndTime(atMs)}\t${number(value)}`)(series)}`.replaceAll(
          '\n',
          '\r\n',
        ),
        'utf16le',
      ),
    readAs: 'Grafana series',
  },
  'psql with a count of its rows': {
    write: table(
      ['        minute          | requests ', '------------------------+----------'],
      ({ atMs, value }) => ` ${dateAndTime(atMs)}+00 | ${number(value)}`,
      ['(20 rows)'],
    ),
    readAs: 'table with bars',
  },
  'times with the name of the month': {
    write: table(['when,requests'], ({ atMs, value }) => `"${new Date(atMs).toUTCString()}",${number(value)}`),
    readAs: 'CSV',
  },
  'as Go prints times': {
    write: table(['time,n'], ({ atMs, value }) => `${dateAndTime(atMs)} +0000 UTC,${number(value)}`),
    readAs: 'CSV',
  },
  'local times, and the zone said': {
    write: table(['time,n'], ({ atMs, value }) => `${shown(atMs, 'America/New_York')},${number(value)}`),
    hints: { timeZone: 'America/New_York' },
    readAs: 'CSV',
  },
  'with a BOM, CRLF, spaces and other columns': {
    write: (series) =>
      `\uFEFF${table(['host , timestamp , value,'], ({ atMs, value }) => `"web,7,eu" , ${iso(atMs)} , ${number(value)} ,`)(series)}`.replaceAll(
        '\n',
        '\r\n',
      ),
    readAs: 'CSV',
  },
};
