import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHeadroom } from './run-headroom.ts';

const folder = mkdtempSync(join(tmpdir(), 'headroom-sizes-'));
const file = join(folder, 'traffic.csv');
const lines = Array.from({ length: 288 }, (_, slot) => {
  const at = new Date(Date.UTC(2026, 2, 1) + slot * 300_000).toISOString();
  return `${at},${(1000 - 400 * Math.cos((2 * Math.PI * slot) / 288)).toFixed(1)}`;
});
writeFileSync(file, `timestamp,value\n${lines.join('\n')}\n`);

afterAll(() => rmSync(folder, { recursive: true }));

const advise = (...args: string[]) =>
  runHeadroom(['sizes', 'advise', file, '--size', 'm6i.large', ...args], { PATH: process.env.PATH ?? '' });

describe('headroom sizes advise', () => {
  it('says which size would serve the same for less, and of which prices', async () => {
    const { exitCode, stdout, stderr } = await advise('--unit-capacity', '100', '--measured', 'm7g.large=167');
    expect([exitCode, stdout.split('\n')[0]]).toEqual([
      0,
      '12 x m7g.large would serve what 20 x m6i.large do, for 495 dollars less a month, because one serves 1.67 times as much for 0.85 of the price',
    ]);
    expect(stdout).toContain('m6i.large (now)');
    expect(stderr).toContain('prices of us-east-1, Linux, on demand, as they were on 2026-01-19');
  });

  it('answers machines in one object', async () => {
    const { stdout } = await advise('--unit-capacity', '100', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      says: 'keep m6i.large: no size that is known to serve is more than 3 % cheaper',
      pricesOf: { readOn: '2026-01-19' },
      own: { name: 'm6i.large', mostUnits: 20 },
    });
  });

  it.each([
    [['--unit-capacity', '0'], '--unit-capacity: "0" is no number above 0'],
    [['--unit-capacity', '100', '--measured', 'm7g=3'], '--measured: "m7g=3" is none; write type=number'],
    [['--unit-capacity', '100', '--overhead', '1'], '--overhead: "1" is no share'],
    [['--unit-capacity', '100', '--min', '9', '--max', '3'], '--min: 9 is above --max 3'],
    [['--unit-capacity', '1'], 'do not serve what was to be served'],
  ])('refuses %j, naming field, value and fix', async (args, says) => {
    expect(await advise(...args)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(says) });
  });
});
