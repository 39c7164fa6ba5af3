import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { reset } from '../../local/commands/reset.ts';
import { start } from '../../local/commands/start.ts';
import { status } from '../../local/commands/status.ts';
import { stop } from '../../local/commands/stop.ts';
import { processStart } from '../../local/process-start.ts';
import { type LocalState, readState, writeState } from '../../local/state-file.ts';
import { scratchFolder } from './scratch.ts';

function terminal() {
  const said: string[] = [];
  const printed: string[] = [];
  return {
    root: scratchFolder(),
    out: (line: string) => printed.push(line),
    say: (line: string) => said.push(line),
    said,
    printed,
  };
}

function state(processes: { pid: number; start: string | null }[]): LocalState {
  const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };
  const endpoint = 'http://127.0.0.1:4566';
  return { endpoint, motoEndpoint: null, environment, logFiles: ['/x.log'], keepers: [], emulators: processes };
}

function bystander() {
  const child = spawn('sleep', ['600'], { detached: true });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid ?? 0;
}

describe('npm run local', () => {
  it('tells with exit code 3 that none runs', async () => {
    const here = terminal();

    expect(status(here)).toBe(3);
    expect(await reset(here)).toBe(3);
    expect(await stop(here)).toBe(0);
    expect(here.said).toHaveLength(3);
  });

  it('tells where one runs, and starts no second', async () => {
    const here = terminal();
    const pid = bystander();
    writeState(here.root, state([{ pid, start: processStart(pid) }]));

    expect(status(here)).toBe(0);
    expect(await start(here, { moto: false, port: undefined })).toBe(0);

    expect(here.printed).toContain('MiniStack  http://127.0.0.1:4566');
    expect(here.printed).toContain('export AWS_ENDPOINT_URL=http://127.0.0.1:4566');
  });

  it('does not pretend that the running one is as asked', async () => {
    const here = terminal();
    const pid = bystander();
    writeState(here.root, state([{ pid, start: processStart(pid) }]));

    expect(await start(here, { moto: true, port: undefined })).toBe(1);
    expect(await start(here, { moto: false, port: 5000 })).toBe(1);
    expect(here.said.join()).toContain('Stop it first');
  });

  it('ends the processes that it started', async () => {
    const here = terminal();
    const pid = bystander();
    writeState(here.root, state([{ pid, start: processStart(pid) }]));

    expect(await stop(here)).toBe(0);

    expect(processStart(pid)).toBeNull();
    expect(readState(here.root)).toBeNull();
    expect(here.said).toEqual(['The local AWS is stopped.']);
  });

  it('ends no process that merely has the pid of one that it started', async () => {
    const here = terminal();
    const pid = bystander();
    writeState(
      here.root,
      state([
        { pid, start: 'long ago' },
        { pid, start: null },
      ]),
    );

    expect(status(here)).toBe(3);
    expect(await stop(here)).toBe(0);

    expect(processStart(pid)).not.toBeNull();
    expect(here.said.at(-1)).toBe('No local AWS was running.');
  });
});
