import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Ran, root, runHeadroom } from '../cli/run-headroom.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
await aws?.stop();

const minutes = 600_000;
const workFolder = join(root, '.local', 'demo');

/** Whether something still listens where the demo said that its local AWS serves. */
async function servesStill(stderr: string): Promise<boolean> {
  const endpoint = /it serves at (\S+)/.exec(stderr)?.[1];
  expect(endpoint).toBeDefined();
  return fetch(`${endpoint}/_ministack/ready`).then(
    () => true,
    () => false,
  );
}

const leftovers = () =>
  existsSync(workFolder) ? readdirSync(workFolder).filter((name) => name.startsWith('cdk.out')) : [];

interface Summary {
  readonly trace: string;
  readonly points: number;
  readonly decisions: number;
  readonly changes: number;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly alarmToCapacityMs: number;
  readonly underProvisionedPercent: number;
  readonly sloBudgetPercent: number;
  readonly violationPercent: number;
  readonly costRatio: number;
  readonly costOverTargetTracking: number;
  readonly report: string;
}

function summaryOf({ exitCode, stdout, stderr }: Ran): Summary {
  expect(exitCode, stderr).toBe(0);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(stdout) as Summary;
}

describe.runIf(aws !== null)('the demo on the real local AWS', () => {
  it('follows a day of departures, answers a live alarm, writes its report and leaves nothing running', {
    timeout: minutes,
  }, async () => {
    const before = leftovers();
    const ran = await runHeadroom(['demo', '--json']);
    const summary = summaryOf(ran);
    expect(Object.keys(summary)).toEqual([
      'trace',
      'points',
      'decisions',
      'changes',
      'minCapacity',
      'maxCapacity',
      'alarmToCapacityMs',
      'underProvisionedPercent',
      'sloBudgetPercent',
      'violationPercent',
      'costRatio',
      'costOverTargetTracking',
      'report',
    ]);
    expect(summary).toMatchObject({ points: 1440, minCapacity: 2, sloBudgetPercent: 0.5 });
    expect(summary.decisions).toBeGreaterThanOrEqual(288);
    expect(summary.violationPercent).toBeLessThan(1);
    expect(summary.costRatio).toBeLessThan(1.5);
    expect(summary.costOverTargetTracking).toBeLessThan(0.9);
    expect(summary.maxCapacity).toBeGreaterThanOrEqual(16);
    expect(summary.changes).toBeGreaterThan(10);
    expect(summary.underProvisionedPercent).toBeLessThan(10);
    expect(summary.alarmToCapacityMs).toBeLessThan(10_000);
    const report = await readFile(summary.report, 'utf8');
    expect(report).toContain('departures');
    expect(report).toContain('window-maximum');
    expect(await servesStill(ran.stderr)).toBe(false);
    expect(leftovers()).toEqual(before);
  });

  it('holds capacity through the gaps of a trace of the person’s own', { timeout: minutes }, async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'headroom-trace-')), 'gaps.csv');
    const lines = Array.from({ length: 48 }, (_, half) => {
      const at = new Date(Date.UTC(2026, 0, 5, 0, half * 30)).toISOString();
      return `${at},${half >= 20 && half < 30 ? '' : half < 10 ? 0 : 500 + 40 * half}`;
    });
    await writeFile(file, `timestamp,value\n${lines.join('\n')}\n`);
    const summary = summaryOf(await runHeadroom(['demo', '--json', '--trace', file]));
    expect(summary).toMatchObject({ trace: 'gaps.csv', points: 1140, minCapacity: 2 });
    const changes = changesOf(await readFile(summary.report, 'utf8'));
    const [gapFromMs, gapToMs] = [Date.UTC(2026, 0, 5, 10, 10), Date.UTC(2026, 0, 5, 15)];
    expect(changes.filter(({ atMs, from, to }) => atMs > gapFromMs && atMs <= gapToMs && to < from)).toEqual([]);
  });

  it('ends at Ctrl-C with exit code 130, and takes the local AWS with it', { timeout: minutes }, async () => {
    const child = spawn(process.execPath, [join(root, 'bin', 'headroom.ts'), 'demo'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    let interrupted = false;
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
      if (interrupted || !stderr.includes('cdk deploy')) return;
      interrupted = child.kill('SIGINT');
    });
    await once(child, 'close');
    expect(child.exitCode).toBe(130);
    expect(await servesStill(stderr)).toBe(false);
  });
});

interface Change {
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
}

function changesOf(html: string): Change[] {
  const data = /<script type="application\/json" id="report">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}';
  return (JSON.parse(data) as { changes: Change[] }).changes;
}

afterAll(() => aws?.stop());
