import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionNames } from '../../../bin/invoke/functions.ts';
import { invoke } from '../../../bin/invoke/invoke.ts';
import { type Ran, root, runProgram } from '../../cli/run-headroom.ts';

/** As AWS answers, with functions that are deployed and a table that never answers. */
let server: Server;
let asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url?.startsWith('/2015-03-31/functions')) response.end(JSON.stringify({ Functions: deployed }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const named = (FunctionName: string, Timeout: number, Variables: Readonly<Record<string, string>>) => ({
  FunctionName,
  FunctionArn: `arn:aws:lambda:eu-west-1:111122223333:function:${FunctionName}`,
  Timeout,
  MemorySize: 512,
  Environment: { Variables },
});
const settingsOf = (name: string) => ({ POWERTOOLS_SERVICE_NAME: name, HEADROOM_DEPLOYMENT: 'headroom' });
const deployed = [
  named('headroom-resource-allocator', 30, settingsOf('resource-allocator')),
  named('customWidget-headroom-decisions', 1, { ...settingsOf('decision-widget'), HEADROOM_TABLE: 'table' }),
  named('headroom-orders-shard-router', 30, settingsOf('shard-router')),
  named('headroom-users-shard-router', 30, settingsOf('shard-router')),
];

function run(...args: string[]): Promise<Ran> {
  asked = [];
  return runProgram([join(root, 'bin', 'invoke.ts'), ...args], {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
}

/** In this process, where nothing is to be started. */
async function here(...args: string[]): Promise<Ran> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const { signal } = new AbortController();
  const session = { version: '0', out, err, input: new PassThrough(), cwd: root, env: {}, signal, nowMs: Date.now };
  const exitCode = await invoke(args, session);
  const [stdout, stderr] = [out.end(), err.end()].map((stream) => String(stream.read() ?? ''));
  return { exitCode, stdout: stdout ?? '', stderr: stderr ?? '' };
}

describe('npm run invoke', () => {
  it('shows an example of every function', async () => {
    const { exitCode, stdout } = await here('--help');
    expect(exitCode).toBe(0);
    for (const name of functionNames()) expect(stdout).toContain(`npm run invoke -- ${name} `);
  });

  it('names the functions that there are to who names another', async () => {
    const { exitCode, stdout, stderr } = await here('resource-alocator', 'tick', '--local');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(`there is no function "resource-alocator"; there are ${functionNames().join(', ')}`);
  });

  it('names the events that are shipped to who names another', async () => {
    const { exitCode, stderr } = await here('policy-tuner', 'day', '--local');
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('(night, table)') });
  });

  it('refuses a message before anything is started', async () => {
    const { exitCode, stderr } = await here('resource-allocator', '{"scalabel":"checkout/web"}', '--local');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: event: expected one of: .*; came .*\n$/);
  });
});

describe('npm run invoke, on AWS', () => {
  it('says what it would touch, and does not act where nobody is there to say yes', async () => {
    const { exitCode, stdout, stderr } = await run('resource-allocator', '{"scalable":"checkout/web"}');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('account 111122223333, Region eu-west-1, deployment "headroom"');
    expect(stderr).toContain('add "dryRun": true to it, or give --yes');
    expect(asked).toEqual(['GET /2015-03-31/functions']);
  });

  it('tells in one line what the function throws, with a stack where that is asked for', async () => {
    const thrown = 'error: resource-allocator threw InvalidInput: HEADROOM_TABLE: is not set';
    const { exitCode, stdout, stderr } = await run('resource-allocator', 'look');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^account .*\n${thrown}.*\n$`));
    const { stderr: debugged } = await run('resource-allocator', '{"scalable":"checkout/web"}', '--yes', '--debug');
    expect(debugged).toContain(thrown);
    expect(debugged).toContain('functions/required-variable.ts:7');
  });

  it('ends a function that takes longer than it may', async () => {
    const { exitCode, stderr } = await run('decision-widget', '{}');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error: decision-widget threw Error: Task timed out after 1 second');
  });

  it('asks which, where a deployment has several, and says where there is none', async () => {
    const several = await run('shard-router', 'resolve');
    expect(several.stderr).toContain(
      'headroom-orders-shard-router, headroom-users-shard-router; choose by --function-name',
    );
    const none = await run('shard-router', 'resolve', '--deployment', 'other');
    expect(none.stderr).toContain('no shard-router of a deployment "other" is here');
  });
});
