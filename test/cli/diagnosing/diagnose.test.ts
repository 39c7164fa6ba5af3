import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { overWindow } from '../../../cli/diagnosing/live-readings.ts';
import { readReadingsCsv } from '../../../cli/diagnosing/read-readings-csv.ts';
import type { InvalidInput } from '../../../core/model/errors.ts';
import { faultsIn } from '../../../core/schema/all-faults.ts';
import { insideOf, wave } from '../../core/diagnosing/made-readings.ts';
import { aService } from '../../core/diagnosing/watched.ts';
import { type Ran, runHeadroom } from '../run-headroom.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'headroom-diagnose-'));
const csv = path.join(folder, 'readings.csv');
const html = path.join(folder, 'page.html');
const startMs = Date.UTC(2026, 10, 28, 9);

/** A web tier with a lock that nobody reads before a database that gives out next; as lines. */
function lines(): string[] {
  const [web, db] = [insideOf([0.004, 0.0115]), insideOf([0.008])];
  const rows = wave.map((load, at) => {
    const of = (inside: readonly number[]) => [((inside[at] ?? 0) / load) * 1000, inside[at] ?? 0];
    const cells = [load, ...of(web), 100 * load * 0.004, ...of(db), 100 * load * 0.008];
    return [new Date(startMs + at * 60_000).toISOString(), ...cells.map((cell) => cell.toPrecision(6))].join(',');
  });
  const heads = ['web', 'db'].flatMap((tier) => [
    `${tier}:latencyMs`,
    `${tier}:concurrency`,
    `${tier}:cpu:utilisationPercent`,
  ]);
  return [['time', 'load', ...heads].join(','), ...rows];
}

const hints = {
  service: 'checkout',
  kinds: new Map<string, string>(),
  servers: new Map<string, number>(),
  behind: new Map<string, readonly string[]>(),
  deploysMs: [],
  windowMs: null,
};
const readText = (text: string, over: Partial<typeof hints> = {}) =>
  readReadingsCsv('r.csv', text, { ...hints, ...over });

describe('headroom diagnose', () => {
  let plain: Ran;
  let json: Ran;
  let strange: Ran;

  beforeAll(async () => {
    writeFileSync(csv, lines().join('\n'));
    const args = ['diagnose', 'checkout', '--csv', csv, '--kind', 'db=database'];
    plain = await runHeadroom([...args, '--html', html]);
    json = await runHeadroom([...args, '--json']);
    strange = await runHeadroom([...args, '--behind', 'wbe=db']);
  });

  it('says what limits the service, when, and what would lift it', () => {
    expect(plain.exitCode).toBe(0);
    expect(plain.stdout).toContain('something in web that is not read');
    expect(plain.stdout).toContain('then cpu of db');
    expect(plain.stdout).toContain('hold the lock or the pool of web half as long');
    expect(plain.stderr).toContain('180 periods of 60 s, 7 metrics');
  });

  it('writes a page that needs nothing else', () => {
    const page = readFileSync(html, 'utf8');
    expect(page).toContain('Utilisation against load');
    expect(page).toContain('How web scales');
    expect(page).not.toMatch(/<script|https?:|NaN|undefined/);
  });

  it('prints one JSON object, with findings for others', () => {
    const told = JSON.parse(json.stdout) as { verdict: { is: string }; findings: { id: string }[] };
    expect(told.verdict.is).toBe('known');
    expect(told.findings.map(({ id }) => id)).toEqual(['bottleneck', 'units.db', 'saturation.web', 'saturation.db']);
  });

  it('says to the day and hour when that is at the growth of some days, and that hours do not tell it', async () => {
    expect(plain.stdout).toContain('it takes 3 days of readings, and 0 are there');
    const days = 5 * 96;
    const loads = Array.from({ length: days }, (_, at) => {
      const highest = 60 + 6 * Math.floor(at / 96);
      return highest * (0.6 - 0.4 * Math.cos((2 * Math.PI * (at % 96)) / 96));
    });
    const [web, db] = [insideOf([0.004], 0.02, loads), insideOf([0.008], 0.02, loads)];
    const rows = loads.map((load, at) => {
      const of = (inside: readonly number[]) => [((inside[at] ?? 0) / load) * 1000, inside[at] ?? 0];
      const cells = [load, ...of(web), 100 * load * 0.004, ...of(db), 100 * load * 0.008];
      return [new Date(startMs + at * 900_000).toISOString(), ...cells.map((cell) => cell.toPrecision(6))].join(',');
    });
    const week = path.join(folder, 'week.csv');
    writeFileSync(week, [lines()[0], ...rows].join('\n'));
    const { stdout } = await runHeadroom(['diagnose', 'checkout', '--csv', week]);
    expect(stdout).toMatch(
      /At this growth \(\d[\d.]* requests per second more each day\) cpu of db gives out on \w+day 2026-12-/,
    );
  });

  it('ends at Ctrl-C, whatever it is reckoning', async () => {
    const [head = '', ...rows] = lines();
    const long = Array.from({ length: 20_000 }, (_, at) => {
      const time = new Date(startMs + at * 60_000).toISOString();
      return (rows[at % rows.length] ?? '').replace(/^[^,]+/, time);
    });
    const weeks = path.join(folder, 'weeks.csv');
    writeFileSync(weeks, [head, ...long].join('\n'));
    const { exitCode, stdout } = await runHeadroom(['diagnose', 'checkout', '--csv', weeks], {}, 'read as');
    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
  });

  it('refuses what is said of a tier that is not there', () => {
    expect(strange.exitCode).toBe(1);
    expect(strange.stderr).toContain('"wbe" is in no column; did you mean "web"?');
  });
});

describe('another window of a service that is watched', () => {
  it('is refused by what the person wrote where it is too short, and takes longer periods where it is long', () => {
    expect(() => overWindow(aService(), 5 * 60_000)).toThrow(
      '--window: 5m holds too few periods of 5m; give 1h or more',
    );
    expect(() => overWindow(aService(), 1000)).toThrow('--window: 1s holds too few');
    expect(overWindow(aService(), 7 * 86_400_000)).toMatchObject({ windowSeconds: 604_800, periodSeconds: 2100 });
    expect(overWindow(aService(), null)).toEqual(aService());
  });
});

describe('a file of readings', () => {
  it('may have its lines in any order, twice, or not at all', () => {
    const [head = '', ...rows] = lines();
    const shuffled = [...rows.slice(90), ...rows.slice(0, 50), ...rows.slice(60, 90), rows[3] ?? ''];
    const { readings, notes } = readText([head, ...shuffled].join('\n'));
    expect(readings.classes[0]?.perSecond).toHaveLength(180);
    expect(readings.classes[0]?.perSecond.slice(49, 61).filter((value) => value === null)).toHaveLength(10);
    expect(notes.join()).toContain('1 line has the time of another');
  });

  it('is cut to the newest part that is asked for', () => {
    const { readings } = readText(lines().join('\n'), { windowMs: 3_600_000 } as never);
    expect(readings.classes[0]?.perSecond).toHaveLength(60);
    expect(readings.fromMs).toBe(startMs + 120 * 60_000);
  });

  it('is refused where the part that is asked for is shorter than a period', () => {
    expect(() => readText(lines().join('\n'), { windowMs: 1000 } as never)).toThrow('--window: holds no whole period');
  });

  it('takes what is not a number, or below zero, for a gap and says so', () => {
    const { readings, notes } = readText('time,load\n2026-11-28T09:00Z,1\n2026-11-28T09:01Z,-3\n2026-11-28T09:02Z,NaN');
    expect(readings.classes[0]?.perSecond).toEqual([1, null, null]);
    expect(notes.join()).toContain('2 cells without a number, or below zero, in load');
  });

  it('is the same whatever parts its cells, marks its decimals and holds its letters', () => {
    const plain = readText(lines().join('\n')).readings;
    const parted = (mark: string, decimal = '.') =>
      lines().map((line, row) => {
        const cells = line.split(',').map((cell, at) => (row > 0 && at > 0 ? cell.replace('.', decimal) : cell));
        return `${cells.join(mark)}${mark}`;
      });
    for (const text of [parted(';'), parted('\t'), parted(';', ','), parted('\t', ','), parted(',')])
      expect(readText(text.join('\r\n')).readings).toEqual(plain);
    const wide = Buffer.from(`\uFEFF${lines().join('\n')}`, 'utf16le');
    expect(readReadingsCsv('r.csv', wide, hints).readings).toEqual(plain);
  });

  it('says what may be meant by another unit, and what is told of another time', () => {
    const { notes } = readText(
      'time,load,db:cpu:utilisationPercent\n2026-11-28T09:00Z,1,0.4\n2026-11-28T09:01Z,1,0.9',
      { deploysMs: [Date.UTC(2026, 0, 1)] } as never,
    );
    expect(notes.join()).toContain('never above 0.9 %: call it db:cpu:utilisation if it is a share of 1');
    expect(notes.join()).toContain('the deploy of 2026-01-01 00:00:00Z is outside of what was read');
  });

  it('is refused with all that is wrong with its columns, and all that is wrong with what is said of them', () => {
    const faults = (text: string, over: object = {}) => {
      try {
        readText(text, over as never);
        return [];
      } catch (error) {
        return faultsIn(error as InvalidInput).map(({ message }) => message);
      }
    };
    expect(faults('time,load,web:latencyMsec,web:cpu:utilizationPercent,Clients\n')).toEqual([
      expect.stringContaining('did you mean "latencyMs"?'),
      expect.stringContaining('did you mean "utilisationPercent"?'),
      expect.stringContaining('did you mean "clients"?'),
    ]);
    const hinted = {
      kinds: new Map([['db', 'databse']]),
      servers: new Map([['web:cpuu', 4]]),
      behind: new Map([
        ['web', ['db']],
        ['db', ['web']],
      ]),
    };
    expect(faults(lines().join('\n'), hinted)).toEqual([
      expect.stringContaining('did you mean "database"?'),
      expect.stringContaining('did you mean "web:cpu"?'),
      expect.stringContaining('leads back to "web"'),
      expect.stringContaining('leads back to "db"'),
    ]);
  });

  it.each([
    ['time,web:latency\n', 'column "web:latency": "latency" is not a measure; it takes throughput, latencySeconds'],
    ['load\n1', 'has no column "time"'],
    ['time,web:units\n', 'has no column "load"'],
    ['time,load\nyesterday,1\n', 'line 2: "yesterday" is not a time'],
    ['time,load,web:lamp:queue\n2026-11-28T09:00Z,1,1\n2026-11-28T09:01Z,1,1', '--kind web:lamp=<cpu'],
    [
      'time,load,web:cpu:utilisation\n2026-11-28T09:00Z,1,40\n2026-11-28T09:01Z,1,41',
      'utilisationPercent if it is of 100',
    ],
    ['time,load\n2026-11-28T09:00Z,1', 'fewer than two lines'],
    ['time,load,load:all\n', 'column "load:all": tells what "load" tells'],
    ['time,load,web:latencyMs,web:latencySeconds\n', 'tells what "web:latencyMs" tells'],
    ['time,load,web:units\n2026-11-28T09:00Z,1,5,2', 'line 2: has 4 cells, and the file has 3 columns; write decimals'],
    [
      'time,load\n2026-11-28T09:00Z,"1,040"\n2026-11-28T09:01Z,999',
      '"1,040" on line 2 is not a number; write it as 1234.5',
    ],
    ['time;load;web:units\n2026-11-28T09:00Z;3,5;1.000\n2026-11-28T09:01Z;3,5;1', 'write it as 1234,5'],
    ['time,load\n\n2026-11-28T09:00Z,55%\n2026-11-28T09:01Z,0x10', '"55%" on line 3'],
    ['time,load\n"2026-11-28T09:00Z,1\n', 'a quote that is opened and not closed'],
    [
      'time,load,web:cpu:utilisationPercent\n2026-11-28T09:00Z,1,400\n2026-11-28T09:01Z,1,41',
      'holds 400, which is not a percentage of one whole',
    ],
  ])('is refused with the fix: %j', (text, says) => {
    expect(() => readText(text)).toThrow(says);
  });
});
