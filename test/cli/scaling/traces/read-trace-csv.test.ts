import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTraceCsv } from '../../../../cli/scaling/traces/read-trace-csv.ts';
import type { TraceHints } from '../../../../cli/scaling/traces/trace-hints.ts';
import { InvalidInput } from '../../../../core/model/errors.ts';
import { exports, type Series } from './exports.ts';

const steps = [10, 15, 20, 60, 120, 300, 900, 1800, 3600];
/** Hundredths, since tools round to them. */
const aValue = fc.oneof(
  fc.integer({ min: 0, max: 400_000_000 }).map((hundredths) => hundredths / 100),
  fc.integer({ min: 0, max: 5000 }),
  fc.constant(Number.NaN),
);
/** It begins and ends with values, since some tools write no gaps; and one value proves its decimal mark. */
const aSeries: fc.Arbitrary<Series> = fc
  .record({
    stepSeconds: fc.constantFrom(...steps),
    startStep: fc.nat(20_000),
    inner: fc.array(aValue, { minLength: 190, maxLength: 220 }),
  })
  .map(({ stepSeconds, startStep, inner }) => ({
    stepSeconds,
    startMs: Date.UTC(2026, 2, 1) + startStep * stepSeconds * 1000,
    values: [1234.56, 2, ...spaced(inner), 3, 0.5],
  }));

/** Long rows of gaps would be another step. */
const spaced = (values: readonly number[]) =>
  values.map((value, index) => (Number.isNaN(value) && index % 5 !== 0 ? index : value));

describe.each(Object.entries(exports))('an export: %s', (_, { write, hints, readAs }) => {
  it('is read as the series that was written', () => {
    fc.assert(
      fc.property(aSeries, (series) => {
        const read = readTraceCsv('a.csv', write(series), hints);
        expect(read.startMs).toBe(series.startMs);
        expect(read.stepSeconds).toBe(series.stepSeconds);
        expect([...read.values]).toEqual(series.values);
        expect(read.readAs?.[0]).toContain(`read as: ${readAs}, `);
      }),
      { numRuns: 6 },
    );
  });
});

const startMs = Date.UTC(2026, 2, 2);
const iso = (atMs: number) => new Date(atMs).toISOString().replace('.000Z', 'Z');
const minutes = (count: number, value: (minute: number) => string, time = iso) =>
  Array.from({ length: count }, (_, minute) => `${time(startMs + minute * 60_000)},${value(minute)}`);
const csv = (lines: readonly string[], header = 'timestamp,value') => [header, ...lines].join('\n');
const read = (text: string, hints?: TraceHints) => readTraceCsv('a.csv', text, hints);
const one = (line: number, text: string) =>
  csv(minutes(40, String).map((good, index) => (index === line - 2 ? text : good)));

describe('what a file leaves open', () => {
  const dates = (days: readonly string[]) =>
    csv(days.flatMap((day) => Array.from({ length: 24 }, (_, hour) => `${day} ${hour}:00,${hour}.5`)));

  it.each([
    ['a day above 12', ['3/13/2026', '3/14/2026'], '2026-03-13'],
    ['days above 12 in front', ['13/3/2026', '14/3/2026'], '2026-03-13'],
    ['days that follow each other', ['3/4/2026', '3/5/2026', '3/6/2026'], '2026-03-04'],
    ['days that follow each other, day first', ['4/3/2026', '5/3/2026', '6/3/2026'], '2026-03-04'],
    ['dots', ['04.03.2026', '05.03.2026'], '2026-03-04'],
    ['the month and the day being one number', ['3/3/2026', '4/3/2026'], '2026-03-03'],
  ])('is proved by %s', (_, days, first) => {
    expect(iso(read(dates(days)).startMs)).toBe(`${first}T00:00:00Z`);
  });

  it('is asked for where dates of a single day prove nothing', () => {
    const text = dates(['1/2/2026']);
    expect(() => read(text)).toThrow(
      'line 2: "1/2/2026 0:00" may be 2026-01-02 or 2026-02-01; say which, with --dates',
    );
    expect(iso(read(text, { dates: 'day-first' }).startMs)).toBe('2026-02-01T00:00:00Z');
    expect(iso(read(text, { dates: 'month-first' }).startMs)).toBe('2026-01-02T00:00:00Z');
  });

  const quoted = (values: readonly string[]) => csv(minutes(40, (minute) => `"${values[minute % values.length]}"`));

  it.each([
    ['two marks', ['1,234.5', '1,234'], 1234.5],
    ['two marks, turned', ['1.234,5', '1.234'], 1234.5],
    ['two groups', ['1,234,567', '1,234'], 1234567],
    ['two decimals', ['1,25', '1,234'], 1.25],
    ['a nought in front', ['0,125', '1,234'], 0.125],
    ['four digits in a row', ['1,234', '1234'], 1.234],
    ['noughts at the end, and numbers without a mark', ['1,000', '965'], 1000],
    ['the same with a point', ['1.000', '965'], 1000],
    ['apostrophes', ["1'234.5", '7.5'], 1234.5],
    ['spaces that do not break', ['1\u202f234,5', '7,5'], 1234.5],
  ])('is proved by %s', (_, values, first) => {
    expect(read(quoted(values)).values[0]).toBe(first);
  });

  it.each(['1,234', '12.345'])('is asked for where every number is like %s', (value) => {
    const text = quoted([value, value.replace('2', '3')]);
    expect(() => read(text)).toThrow(`line 2: "${value}" may be a thousand times as much; say which mark`);
    const [comma, point] = [read(text, { decimal: 'comma' }), read(text, { decimal: 'point' })];
    const values = [comma.values[0] ?? 0, point.values[0] ?? 0].sort((a, b) => a - b);
    expect((values[1] ?? 0) / (values[0] ?? 1)).toBe(1000);
  });

  it('is which column, where several hold numbers', () => {
    const text = csv(
      minutes(40, (minute) => `${minute},${2 * minute},7`),
      'time,requests,errors,shard',
    );
    expect(() => read(text)).toThrow(
      '3 columns of numbers (requests, errors, shard); choose one, e.g. --column "requests"',
    );
    expect(read(text, { column: 'Errors' }).values[5]).toBe(10);
    expect(read(text, { column: '2' }).values[5]).toBe(5);
    expect(() => read(text, { column: 'hits' })).toThrow('--column: "hits" is not one of requests, errors, shard');
  });
});

describe('times by clocks that change', () => {
  const local = (zone: string, fromMs: number) =>
    csv(
      Array.from({ length: 288 }, (_, index) => {
        const shown = new Date(fromMs + index * 300_000).toLocaleString('sv-SE', { timeZone: zone });
        return `${shown},${index}`;
      }),
    );
  const counting = Array.from({ length: 288 }, (_, index) => index);

  it.each([
    ['back', Date.UTC(2026, 9, 24, 22), 'UTC+2 and UTC+1'],
    ['forward', Date.UTC(2026, 2, 28, 23), 'UTC+1 and UTC+2'],
  ])('are known by the hour at which European ones are put %s', (_, fromMs, zone) => {
    const text = local('Europe/Berlin', fromMs);
    const newestFirst = csv(text.split('\n').slice(1).reverse());
    for (const trace of [read(text), read(newestFirst), read(text, { timeZone: 'Europe/Berlin' })]) {
      expect(trace.startMs).toBe(fromMs);
      expect([...trace.values]).toEqual(counting);
    }
    expect(read(text).readAs?.[0]).toContain(zone);
  });

  it('are asked for where several zones do so', () => {
    const fromMs = Date.UTC(2026, 10, 1, 4);
    const text = local('America/Chicago', fromMs);
    expect(() => read(text)).toThrow('--time-zone America/New_York');
    expect(read(text, { timeZone: 'America/Chicago' })).toMatchObject({ startMs: fromMs });
    expect([...read(text, { timeZone: 'America/Chicago' }).values]).toEqual(counting);
  });

  it('take a missing hour for a gap where no clock changes', () => {
    const text = csv(minutes(300, String).filter((_, minute) => minute < 120 || minute >= 180));
    expect([...read(text).values.slice(118, 121)]).toEqual([118, 119, Number.NaN]);
  });
});

describe('what is not quite regular', () => {
  it('is put on its step where it is a little off, and that is told', () => {
    const wavering = (atMs: number) => iso(atMs + ((atMs / 60_000) % 3) * 2000);
    const trace = read(csv(minutes(40, String, wavering)));
    expect(trace).toMatchObject({ startMs, stepSeconds: 60 });
    expect(trace.readAs?.join()).toContain('times up to 4 s off the step of 60 s were taken to it');
  });

  it('is one line where two say the same, and a line left out where it is a sum', () => {
    const text = csv([...minutes(40, String), `${iso(startMs)},0`, 'Total,780']);
    expect(read(text).readAs).toEqual([
      'read as: CSV, 1 minute, UTC',
      'line 43 is left out: Total 780',
      'the lines were put in order of time',
      '1 line said again what another said',
    ]);
  });

  it('is a gap where a step has no line, no value, or a word for none', () => {
    const words = ['', 'NaN', 'null', 'N/A', '-', 'None', 'undefined', '#N/A'];
    const text = csv(
      minutes(60, (minute) => words[minute - 10] ?? String(minute)).filter((_, minute) => minute !== 40),
    );
    const { values } = read(text);
    expect(values.filter(Number.isNaN)).toHaveLength(words.length + 1);
    expect(values[41]).toBe(41);
  });
});

describe('what is not known to be right', () => {
  it.each([
    [
      'a word for a time',
      one(5, 'yesterday,3'),
      'line 5: "yesterday" is not a timestamp; write it as 2026-01-31T08:00:00Z',
    ],
    ['a word for the first time', one(2, 'yesterday,3'), 'line 2: "yesterday" is not a timestamp'],
    ['a broken last time', one(41, '2026-03-02T00:3,3'), 'line 41: "2026-03-02T00:3" is not a timestamp'],
    [
      'no such month',
      one(5, '2026-13-05T00:03:00Z,3'),
      'line 5: "2026-13-05T00:03:00Z" is not a timestamp; there is no month 13',
    ],
    ['no such day', one(5, '2026-02-31T00:03:00Z,3'), 'is not a timestamp; 2026-02 has the days 1 to 28'],
    ['no such day in words', one(5, '"31 Jun 2026 00:03",3'), 'is not a timestamp; 2026-06 has the days 1 to 30'],
    ['no such hour', one(5, '2026-03-02T25:03:00Z,3'), 'line 5: "2026-03-02T25:03:00Z" is not a timestamp'],
    ['no such hour on a clock of twelve', one(5, '2026-03-02 13:03 PM,3'), 'is not a timestamp'],
    ['no number', one(7, '2026-03-02T00:05:00Z,many'), 'line 7: "many" is not a number'],
    ['infinite', one(7, '2026-03-02T00:05:00Z,Infinity'), 'line 7: "Infinity" is not a number'],
    ['hexadecimal', one(7, '2026-03-02T00:05:00Z,0x1F'), 'line 7: "0x1F" is not a number'],
    ['too much', one(7, '2026-03-02T00:05:00Z,1e300'), 'line 7: "1e300" is more than can be counted'],
    ['negative', one(7, '2026-03-02T00:05:00Z,-3'), 'line 7: -3 is below zero'],
    ['no value', one(7, '2026-03-02T00:05:00Z'), 'line 7: "2026-03-02T00:05:00Z" has no value'],
    [
      'a number in two cells',
      one(7, '2026-03-02T00:05:00Z,3,061'),
      'line 7: holds 3 cells, more than there are columns (2)',
    ],
    ['numbers in two cells, without names', minutes(40, () => '3,061').join('\n'), 'where a number was cut in two'],
    [
      'another number for the same time',
      one(7, '2026-03-02T00:01:00Z,3'),
      'line 7: 2026-03-02T00:01:00Z has the same timestamp as line 3',
    ],
    ['off the step', one(7, '2026-03-02T00:05:20Z,3'), "is not on the trace's step of 60 s"],
    [
      'another step from then on',
      csv([...minutes(200, String).filter((_, at) => at > 100 || at % 5 === 0)]),
      'lines 2 to 22: are 300 s apart, and others 60 s',
    ],
    ['a percentage', csv(minutes(40, (minute) => `${minute}%`)), 'line 2: "0%" tells how busy or slow something was'],
    ['milliseconds', csv(minutes(40, (minute) => `${minute} ms`)), 'tells how busy or slow something was'],
    [
      'a percentage by its unit',
      csv(
        minutes(40, (minute) => `${minute},Percent`),
        'time,value,unit',
      ),
      'line 2: "Percent" tells',
    ],
    [
      'a percentage by the console',
      csv(minutes(40, String), 'Label,CPU\nId,m1\nUnit,Percent\nTimezone,UTC'),
      'the unit of a.csv: "Percent"',
    ],
    [
      'two units',
      csv(minutes(40, (minute) => `1 ${minute < 20 ? 'kB/s' : 'MB/s'}`)),
      'line 22: "1 MB/s" has another unit than "1 kB/s"',
    ],
    [
      'two series',
      csv(
        minutes(20, (minute) => `a,${minute}`).flatMap((line) => [line, line.replace('a,', 'b,1')]),
        'time,series,value',
      ),
      'keep the lines of one series, of "a" and "b"',
    ],
    [
      'letters of a zone',
      csv(minutes(40, String, (atMs) => iso(atMs).replace('Z', ' EST'))),
      'EST stands for no single offset from UTC; say which zone',
    ],
    ['an offset at some times alone', one(7, '2026-03-02T00:05:00,3'), 'names no offset from UTC as the others do'],
    [
      'days',
      csv(Array.from({ length: 60 }, (_, day) => `${iso(startMs + day * 86_400_000).slice(0, 10)},1`)),
      'has steps of 1 day',
    ],
    ['JSON', '{"Datapoints": []}', 'is JSON, which is not read'],
    [
      'a quote that is not closed',
      csv(['"2026-03-02T00:00:00Z,1', ...minutes(40, String)]),
      'a quote that is opened and not closed',
    ],
    ['one line', csv(minutes(1, String)), 'a.csv: holds fewer than two lines'],
    ['too short', csv(minutes(20, String)), 'a.csv: spans less than half an hour'],
    ['only gaps', csv(minutes(40, () => '')), 'a.csv: holds no value at all'],
    ['nothing', '', 'a.csv: holds fewer than two lines'],
    ['no times', 'a,b\n1,2\n3,4\n', 'line 2: "1,2" holds no time'],
    ['a wrong year', csv([...minutes(40, String), '9026-01-05T00:00:00Z,1']), 'look for a wrong timestamp'],
  ])('is refused, naming line, value and fix: %s', (_, text, message) => {
    expect(() => read(text)).toThrow(InvalidInput);
    expect(() => read(text)).toThrow(message);
  });

  it('is refused or read, and never anything else, whatever the file holds', () => {
    const cell = fc.constantFrom(
      '2026-03-02T00:00:00Z',
      '1772409600',
      '3/2/2026',
      '00:05',
      '1,5',
      '"',
      '',
      '5',
      'x',
      ';',
      '|',
      '\t',
      '\n',
      ',',
      '+--+',
      'sep=;',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(cell, { maxLength: 40 }).map((cells) => cells.join('')),
        ),
        (text) => {
          try {
            read(text);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidInput);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
