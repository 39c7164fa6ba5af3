import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startKeptProcess } from '../../local/kept-process.ts';
import { killGroup, processStart } from '../../local/process-start.ts';
import { scratchFolder, script } from './scratch.ts';

const patienceMs = 10_000;

/** A command that starts a worker of its own, notes the worker's pid beside the folder, and would run on and on. */
function plan(outlivesStarter = false) {
  const scratch = scratchFolder();
  const folder = join(scratch, 'state');
  mkdirSync(folder);
  const workerFile = join(scratch, 'worker');
  const command = script(
    scratch,
    'command',
    `sleep 600 &\necho $! > ${workerFile}.new\nmv ${workerFile}.new ${workerFile}\nwait`,
  );
  return { plan: { command, args: [], folder, logFile: join(scratch, 'log'), outlivesStarter }, scratch, workerFile };
}

async function until(condition: () => boolean): Promise<boolean> {
  const giveUpAtMs = Date.now() + patienceMs;
  while (!condition() && Date.now() < giveUpAtMs) await sleep(20);
  return condition();
}

async function workerOf(workerFile: string): Promise<number> {
  await until(() => existsSync(workerFile));
  return Number(readFileSync(workerFile, 'utf8'));
}

function isGone(...pids: number[]): () => boolean {
  return () => pids.every((pid) => processStart(pid) === null);
}

describe('a kept process', () => {
  it('is stopped with its workers and its folder', async () => {
    const { plan: one, workerFile } = plan();
    const kept = await startKeptProcess(one, { PATH: '/usr/bin:/bin' });
    const worker = await workerOf(workerFile);
    expect(isGone(kept.pid, worker)()).toBe(false);

    await kept.stop();

    expect(await until(isGone(kept.pid, worker))).toBe(true);
    expect(existsSync(one.folder)).toBe(false);
    expect(kept.hasEnded()).toBe(true);
    await kept.stop();
  });

  it('takes its workers with it when it ends by itself', async () => {
    const { plan: one, workerFile } = plan();
    const kept = await startKeptProcess(one, { PATH: '/usr/bin:/bin' });
    const worker = await workerOf(workerFile);

    process.kill(kept.pid, 'SIGKILL');

    expect(await until(isGone(kept.pid, worker))).toBe(true);
    expect(await until(kept.hasEnded)).toBe(true);
    expect(existsSync(one.folder)).toBe(false);
  });

  it('is stopped even when its keeper was killed', async () => {
    const { plan: one, workerFile } = plan();
    const kept = await startKeptProcess(one, { PATH: '/usr/bin:/bin' });
    const worker = await workerOf(workerFile);
    process.kill(kept.keeperPid, 'SIGKILL');
    await until(kept.hasEnded);

    await kept.stop();

    expect(await until(isGone(kept.pid, worker))).toBe(true);
  });

  it('is told apart from a command that cannot be started', async () => {
    const { plan: one } = plan();
    const kept = await startKeptProcess({ ...one, command: join(one.folder, 'missing') }, { PATH: '/bin' });

    expect(kept.pid).toBe(0);
    expect(await until(kept.hasEnded)).toBe(true);
    await kept.stop();
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends when its starter gets %s', async (signal) => {
    const { plan: one, scratch, workerFile } = plan();
    const starter = startIn(scratch, one);
    const worker = await workerOf(workerFile);

    starter.kill(signal);
    const [code, by] = await once(starter, 'exit');

    expect([code, by]).toEqual([null, signal]);
    expect(await until(isGone(worker))).toBe(true);
    expect(await until(() => !existsSync(one.folder))).toBe(true);
  });

  it('lives on without its starter only if it shall', async () => {
    const { plan: one, scratch, workerFile } = plan(true);
    const starter = startIn(scratch, one);
    const worker = await workerOf(workerFile);
    const keptFile = join(scratch, 'kept.json');
    // The worker may be there before its starter knows of it.
    await until(() => existsSync(keptFile));
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    await sleep(300);

    expect(isGone(worker)()).toBe(false);

    const leader = Number(/"pid":(\d+)/.exec(readFileSync(keptFile, 'utf8'))?.[1]);
    killGroup(leader);
    expect(await until(isGone(worker))).toBe(true);
  });
});

describe('killing a group', () => {
  it.each([0, 1, -5, Number.NaN])('never takes %d for a leader', (pid) => {
    expect(killGroup(pid)).toBe(false);
  });
});

/** Another process that starts the command and then waits for ever. */
function startIn(scratch: string, one: object) {
  const file = join(scratch, 'starter.ts');
  const from = new URL('../../local/kept-process.ts', import.meta.url).href;
  writeFileSync(
    file,
    `import { writeFileSync } from 'node:fs';
     import { startKeptProcess } from '${from}';
     const kept = await startKeptProcess(${JSON.stringify(one)}, { PATH: '/usr/bin:/bin' });
     writeFileSync('${scratch}/kept.json', JSON.stringify(kept));
     setInterval(() => {}, 1000);`,
  );
  return spawn(process.execPath, [file], { stdio: 'ignore' });
}
