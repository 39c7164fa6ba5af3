import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHeadroom } from '../../run-headroom.ts';

let folder: string;
let trace: string;

/** Three days that rise and fall between 40 and 360, by the minute. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headroom-advise-'));
  trace = path.join(folder, 'web.csv');
  const startMs = Date.parse('2026-03-02T00:00:00Z');
  const rows = Array.from({ length: 3 * 1440 }, (_, minute) => {
    const value = 200 + 160 * Math.sin((2 * Math.PI * minute) / 1440);
    return `${new Date(startMs + minute * 60_000).toISOString()},${Math.round(value)}`;
  });
  await writeFile(trace, `timestamp,value\n${rows.join('\n')}\n`);
});

afterAll(() => rm(folder, { recursive: true }));

describe('advice on files', () => {
  it('assumes what most people have, and says so and what is too short', async () => {
    const options = ['--unit-capacity', '20', '--values-per', 'second', '--price', '0.1', '--json'];
    const { stdout, exitCode } = await runHeadroom(['advise', trace, ...options]);
    expect(exitCode).toBe(0);
    const { says, fleets } = JSON.parse(stdout);
    expect(says).toBe('Nobody can say yet: 1 without enough on record.');
    expect(fleets).toMatchObject([
      {
        name: 'web.csv',
        scaledBy: 'target tracking at 50 %, assumed',
        usdPerUnitHour: 0.1,
        unitPerSecond: 20,
        days: 3,
        verdict: 'too-short',
        config: null,
        notes: [
          'read as: CSV, 1 minute, UTC',
          expect.stringMatching(/^the trace is short/),
          expect.stringMatching(/^with target tracking at half .* only its minimum moved \(beside: 'native'\): \$1,/),
        ],
      },
    ]);
    expect(fleets[0].now.dollarsPerMonth).toBeCloseTo(fleets[0].now.meanUnits * 73);
    expect(fleets[0].headroom.meanUnits).toBeLessThan(fleets[0].now.meanUnits);
  });

  it.each([
    [['--unit-capacity', '20'], '--unit-capacity: is for files'],
    [['--values-per', 'minute'], '--values-per: is for files'],
    [['web.csv', '--only', 'web'], '--only: chooses among the fleets of an account, and web.csv is given'],
    [['web.csv', '--region', 'eu-west-1'], '--region: says which account is meant, and web.csv is given'],
    [['web.csv', '--sizes', 'sizes.json'], '--sizes: has prices of what an account runs, and web.csv is given'],
    [['--sizes', 'nowhere.json'], 'nowhere.json cannot be read'],
    [['web.csv', '--unit-capacity', '20'], '--values-per: is needed beside --unit-capacity'],
    [['--days', '16'], '--days'],
    [['--price', 'free'], '--price: "free" is not a number above 0'],
  ])('refuses %j', async (options, says) => {
    const { exitCode, stderr } = await runHeadroom(['advise', ...options]);
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(says),
    });
  });
});
