import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Backtest } from '../../../../sim/scaling/score/answer.ts';
import { type Ran, root, runHeadroom } from '../../run-headroom.ts';
import { madeUpTrace } from './made-up-trace.ts';

let folder: string;
let trace: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-backtest-'));
  trace = join(folder, 'trace.csv');
  await writeFile(trace, madeUpTrace());
});

describe('headroom backtest', () => {
  let ran: Ran;
  let table: Backtest['table'];
  const decisions = (): string => join(folder, 'decisions.csv');

  beforeAll(async () => {
    ran = await runHeadroom([
      'backtest',
      trace,
      '--json',
      '--decisions',
      decisions(),
      '--lead',
      '120',
      '--slo-budget',
      '1',
    ]);
    table = JSON.parse(ran.stdout) as Backtest['table'];
  });

  it('prints one JSON object and nothing else', () => {
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(Object.keys(table)).toEqual([
      'trace',
      'leadSeconds',
      'sloBudgetPercent',
      'metricClassSeconds',
      'seeds',
      'scoredMinutes',
      'clairvoyantMeanUnits',
      'rows',
      'headroom',
      'outlook',
      'promised',
      'equalViolationRatio',
      'advice',
    ]);
    expect(table.advice).toMatchObject({ is: 'too-short', says: expect.stringMatching(/^Too short to say: .*4 days/) });
    expect(table).toMatchObject({ leadSeconds: 120, sloBudgetPercent: 1, metricClassSeconds: 60, seeds: 1 });
  });

  it('scores the second half of a short trace, at a mean need of 20 units', () => {
    expect(table.scoredMinutes).toBe(2880);
    expect(table.clairvoyantMeanUnits).toBeCloseTo(20, 1);
  });

  it('has a row for each peer as shipped and tuned in hindsight, and says null where a cost would be out of budget', () => {
    const selections = (family: string) =>
      table.rows.filter((row) => row.family === family).map((row) => row.selection);
    expect(selections('kubernetes-hpa')).toEqual(['default', 'best1', 'best2']);
    expect(selections('clairvoyant')).toEqual(['default']);
    for (const row of table.rows.filter(({ selection }) => selection !== 'default')) {
      if (row.costRatio !== null) expect(row.violationPercent).toBeLessThanOrEqual(1);
    }
    expect(Object.keys(table.headroom)).toEqual(Object.keys(table.rows[0] ?? {}));
    expect(table.headroom).toMatchObject({ family: 'headroom', kind: 'ours', selection: 'nightly' });
  });

  it('writes what was asked for from the first minute on, ours and every best row', async () => {
    const lines = (await readFile(decisions(), 'utf8')).trimEnd().split('\n');
    const columns = lines[0]?.split(',') ?? [];
    expect(columns.slice(0, 4)).toEqual(['time', 'demand', 'scored', 'headroom']);
    const best = table.rows.filter(({ kind, selection, costRatio }) => {
      return kind === 'peer' && selection.startsWith('best') && costRatio !== null;
    });
    expect(columns.slice(4).sort()).toEqual(best.map(({ family, selection }) => `${family}:${selection}`).sort());
    expect(lines).toHaveLength(1 + 4 * 1440);
    expect(lines[1]?.split(',').slice(0, 3)).toEqual(['2026-01-05T00:00:00Z', expect.stringMatching(/^\d/), '0']);
    expect(lines.at(-1)?.split(',')).toHaveLength(columns.length);
    expect(lines.slice(1).reduce((sum, line) => sum + Number(line.split(',')[2]), 0)).toBe(table.scoredMinutes);
  });

  it('goes worse for everybody where something goes wrong, and says what', async () => {
    const faults = await runHeadroom([
      'backtest',
      trace,
      '--json',
      '--lead',
      '120',
      '--slo-budget',
      '1',
      '--faults',
      'missing,late,deploy',
    ]);
    const faulty = JSON.parse(faults.stdout) as Backtest['table'];
    const defaultOf = ({ rows }: Backtest['table']) => rows.find(({ family }) => family === 'kubernetes-hpa');
    expect(defaultOf(faulty)?.violationPercent).toBeGreaterThan(defaultOf(table)?.violationPercent ?? 0);
    expect(faulty.clairvoyantMeanUnits).toBe(table.clairvoyantMeanUnits);
  });

  it('has a row of its own beside a pool, priced at what was said, and every other row as it was', async () => {
    const file = join(folder, 'beside.csv');
    const pooled = ['--warm-lead', '60', '--warm-price', '0.1', '--decisions', file];
    const { stdout } = await runHeadroom([
      'backtest',
      trace,
      '--json',
      '--lead',
      '120',
      '--slo-budget',
      '1',
      ...pooled,
    ]);
    const { pool, ...others } = JSON.parse(stdout) as Backtest['table'];
    expect(others).toEqual(table);
    expect(pool).toMatchObject({ warmLeadSeconds: 60, price: 0.1 });
    expect(pool?.row).toMatchObject({ family: 'headroom-with-pool', kind: 'ours', selection: 'nightly' });
    expect(pool?.costOverPlain).toBeCloseTo((pool?.row.costRatio ?? 0) / (table.headroom.costRatio ?? 0), 12);
    expect((await readFile(file, 'utf8')).split('\n')[0]).toContain('headroom-with-pool');
  });

  it('gives the same for the same question', async () => {
    const again = await runHeadroom(['backtest', trace, '--json', '--lead', '120', '--slo-budget', '1']);
    expect(again.stdout).toBe(ran.stdout);
  });
});

describe('headroom backtest for people', () => {
  it('tells each policy with cost, dollars, violations and churn, and which one would be chosen', async () => {
    const { exitCode, stdout, stderr } = await runHeadroom(['backtest', trace]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/policy +knobs +cost +\$\/month +violations % +by time % +actions\/day +flips\/day/);
    expect(stdout).toMatch(/^headroom +now (a mean of \d+ ways|\S+ \()/m);
    expect(stdout).toMatch(/^kubernetes-hpa +target 0.8, hold 5 min \(default\)/m);
    expect(stdout).toMatch(/^chosen: Headroom would run .+ % of requests violating, .+\.$/m);
    expect(stdout).toContain('12 of 1152 steps (1 %) were not measured');
    expect(stderr).toMatch(/\d+ of \d+ +parts of the sweep/);
  });

  it('tells in a sentence what a pool would have saved, and draws its curve', async () => {
    const html = join(folder, 'beside.html');
    const args = ['--lead', '900', '--warm-lead', '60', '--html', html];
    const { exitCode, stdout } = await runHeadroom(['backtest', trace, ...args]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^headroom-with-pool +warm lead 60 s, at 0.02 of the price/m);
    expect(stdout).toMatch(
      /^pool: .* within 60 s in place of 900 s, .*costs [\d.]+ % (less|more) .* Chosen last: .+ \(.+\)/m,
    );
    const report = await readFile(html, 'utf8');
    expect(report).toContain('Beside a pool: units that stand prepared');
    expect(report).toContain('asked to run beside a pool');
  });

  it('explains a look of the simulated days as explain does one of the ledger', async () => {
    const { exitCode, stdout } = await runHeadroom(['backtest', trace, '--explain', '2026-01-07T17:30Z']);
    expect(exitCode).toBe(0);
    const told = stdout.slice(stdout.indexOf('2026-01-07 17:30:00Z'));
    expect(told).toMatch(/^2026-01-07 17:30:00Z {2}woken by the schedule\n {2}asked \d+, running \d+.* -> desired \d+/);
    expect(told).toMatch(/ {2}> \S+ -> \d+: .*(units serve|ways to ask keep)/);
    expect(told).toMatch(/ {2}input {4}demand: [\d. ]+per second \(each 60 s, the last from 17:28:00Z\)/);
  });

  it.each([
    ['2026-01-05T00:05:00Z,lots', 'line 3: "lots" is not a number; write one with a decimal point'],
    ['2026-01-05T00:05:00Z,-3', 'line 3: -3 is below zero and demand cannot be'],
    ['yesterday,3\n2026-01-05T00:10:00Z,3', 'line 3: "yesterday" is not a timestamp; write it as'],
    ['2026-01-05T00:00:00Z,3', 'line 3: 2026-01-05T00:00:00Z has the same timestamp as line 2, and another value'],
    ['2026-01-05T00:05:00Z,3,061', 'line 3: holds 3 cells, more than there are columns (2)'],
    ['2026-01-05T00:05:00Z,3', 'bad.csv: spans less than half an hour; give a longer trace'],
    ['2026-01-05T00:20:00Z,3', 'bad.csv: spans 40 minutes; give at least 2 hours'],
  ])('names the line, the value and the fix of a bad trace: %s', async (line, message) => {
    const bad = join(folder, 'bad.csv');
    await writeFile(bad, `timestamp,value\n2026-01-05T00:00:00Z,5\n${line}\n`);
    const { exitCode, stdout, stderr } = await runHeadroom(['backtest', bad]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    [['backtest', 'no-such.csv'], 'no-such.csv cannot be read'],
    [['backtest', '--lead', 'soon'], '"soon" is not a lead time; give seconds'],
    [['backtest', '--slo-budget', '0'], '"0" is not a budget'],
    [['backtest', '--warm-lead', 'soon'], '--warm-lead: "soon" is not a lead time; give seconds'],
    [['backtest', '--warm-lead', '180'], '180 s are not shorter than the lead of 180 s'],
    [['backtest', '--warm-price', '0.1'], '--warm-lead: is needed beside --warm-price'],
    [['backtest', '--warm-lead', '60', '--warm-price', '2'], '--warm-price: "2" is not a share of the price'],
    [['backtest', '--seeds', '1.5'], '"1.5" is not a whole number'],
    [['backtest', '--explain', 'noon'], '"noon" is not a time; write it as'],
    [['backtest', '--faults', 'fire'], '"fire" is not known; write missing, late, launch, deploy or surge'],
    [['backtest', 'x.csv', '--cloudwatch', 'checkout/web'], 'give one of them'],
    [['backtest', 'x.csv', '--metric', 'AWS/SQS/NumberOfMessagesSent'], 'give one of them'],
    [['backtest', '--metric', 'RequestCount'], '"RequestCount" is not a metric; give namespace and name'],
    [['backtest', '--dimension', 'QueueName=orders'], 'give --metric namespace/name too'],
    [['backtest', '--metric', 'AWS/SQS/X', '--prometheus', 'http://127.0.0.1:9'], 'give one of them'],
    [['backtest', '--prometheus', 'http://127.0.0.1:9'], 'say what --prometheus is asked'],
    [['backtest', '--query', 'up'], 'give --prometheus url or --datadog site too'],
    [['backtest', '--datadog', 'datadoghq.eu', '--query', 'avg:x{*}'], 'the environment has no DD_API_KEY; set it'],
    [['backtest', '--datadog', 'example.com', '--query', 'avg:x{*}'], '"example.com" is not accepted'],
    [['backtest', '--prometheus', 'http://127.0.0.1:9', '--query', 'up'], 'ServerDown: Prometheus cannot be reached'],
    [['backtest', '--prometheus', 'nowhere', '--query', 'up'], '"nowhere" is not the address of a server'],
  ])('refuses %j with the fix', async (args, message) => {
    const { exitCode, stderr } = await runHeadroom(args);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
  });

  it('ends at Ctrl-C, threads and all', async () => {
    const args = [join(root, 'bin', 'headroom.ts'), 'backtest', trace, '--json'];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '';
    child.stdout.on('data', (chunk) => (told += chunk));
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    const [exitCode] = await once(child, 'close');
    expect({ exitCode, told }).toEqual({ exitCode: 130, told: '' });
  });
});
