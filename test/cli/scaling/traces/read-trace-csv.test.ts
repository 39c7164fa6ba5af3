import { describe, expect, it } from 'vitest';
import { readTraceCsv } from '../../../../cli/scaling/traces/read-trace-csv.ts';
import { InvalidInput } from '../../../../core/model/errors.ts';

const minutes = (count: number, value = (minute: number) => String(minute)) =>
  Array.from(
    { length: count },
    (_, minute) => `${new Date(Date.UTC(2026, 0, 5, 0, minute)).toISOString()},${value(minute)}`,
  );
const csv = (lines: readonly string[]) => ['timestamp,value', ...lines].join('\n');

describe('reading a trace', () => {
  it('takes uniform steps, gaps as null and zero as zero', () => {
    const trace = readTraceCsv('a.csv', csv(minutes(40, (minute) => (minute === 3 ? '' : minute === 4 ? '0' : '7.5'))));
    expect(trace).toMatchObject({ startMs: Date.UTC(2026, 0, 5), stepSeconds: 60 });
    expect([...trace.values.slice(2, 6)]).toEqual([7.5, Number.NaN, 0, 7.5]);
  });

  it('takes a step without a line as a gap', () => {
    const lines = minutes(40).filter((_, minute) => minute !== 10 && minute !== 11);
    expect([...readTraceCsv('a.csv', csv(lines)).values.slice(9, 13)]).toEqual([9, Number.NaN, Number.NaN, 12]);
  });

  it('reads no header, other columns, quotes, CRLF, a byte order mark, blank lines, spaces and Unix seconds all the same', () => {
    const plain = readTraceCsv('a.csv', csv(minutes(40)));
    const seconds = minutes(40).map((line) => line.replace(/^[^,]+/, (iso) => String(Date.parse(iso) / 1000)));
    const variants = [
      minutes(40).join('\n'),
      `\uFEFF${csv(minutes(40)).replaceAll('\n', '\r\n')}\r\n\r\n`,
      [
        'value,host,"timestamp"',
        ...minutes(40)
          .map((line) => line.split(','))
          .map(([at, value]) => ` ${value} ,web,"${at}"`),
      ].join('\n'),
      csv(minutes(40).map((line) => line.replace('T', ' ').replace('.000Z', ''))),
      csv(seconds),
    ];
    for (const variant of variants) expect(readTraceCsv('a.csv', variant)).toEqual(plain);
  });

  const broken = (line: number, text: string) =>
    csv(minutes(40).map((good, index) => (index === line - 2 ? text : good)));

  it.each([
    ['no timestamp', broken(5, 'yesterday,3'), 'line 5: "yesterday" is no timestamp; write it as 2026-01-31T08:00:00Z'],
    ['no such date', broken(5, '2026-13-05T00:03:00Z,3'), 'line 5: "2026-13-05T00:03:00Z" is no timestamp'],
    ['no number', broken(7, '2026-01-05T00:05:00Z,many'), 'line 7: "many" is no number'],
    ['infinite', broken(7, '2026-01-05T00:05:00Z,Infinity'), 'line 7: "Infinity" is no number'],
    ['negative', broken(7, '2026-01-05T00:05:00Z,-3'), 'line 7: -3 is below zero'],
    ['no value', broken(7, '2026-01-05T00:05:00Z'), 'line 7: "2026-01-05T00:05:00Z" has no value'],
    [
      'backwards',
      broken(7, '2026-01-05T00:01:00Z,3'),
      'line 7: 2026-01-05T00:01:00Z is earlier than line 6; sort the lines',
    ],
    ['doubled', broken(7, '2026-01-05T00:04:00Z,3'), 'line 7: 2026-01-05T00:04:00Z has the same timestamp as line 6'],
    ['off the step', broken(7, '2026-01-05T00:05:20Z,3'), 'is not on the trace'],
    ['another header', 'time,count\n1,2\n', 'line 1: "time,count" is neither data nor a header'],
    ['one line', csv(minutes(1)), 'a.csv: holds fewer than two lines'],
    ['too short', csv(minutes(20)), 'a.csv: spans less than half an hour'],
    ['only gaps', csv(minutes(40, () => '')), 'a.csv: holds no value at all'],
    ['empty', '', 'line 1'],
    ['a wrong year', csv([...minutes(40), '9026-01-05T00:00:00Z,1']), 'look for a wrong timestamp'],
  ])('refuses %s, naming line, value and fix', (_, text, message) => {
    expect(() => readTraceCsv('a.csv', text)).toThrow(InvalidInput);
    expect(() => readTraceCsv('a.csv', text)).toThrow(message);
  });
});
