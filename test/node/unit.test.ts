import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withNode } from '../packed-app.ts';
import { triedNodesOrNone } from './tried-nodes.ts';

const root = join(import.meta.dirname, '..', '..');
const nodes = await triedNodesOrNone();

/** Of what people run and import: the command line, the clients, and what config files and configs are read by. */
const share = ['clients', 'core', 'cli/command-line', 'cli/completion', 'cli/config'].map((part) => `test/${part}`);

interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

it.runIf(nodes !== null)(
  'the unit tests of what people run and import pass on the oldest Node',
  async () => {
    const { oldest } = nodes ?? { oldest: '' };
    const folder = await mkdtemp(join(tmpdir(), 'headroom-node-'));
    const file = join(folder, 'report.json');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--project', 'unit', ...share, '--reporter=json', `--outputFile.json=${file}`];
    await new Promise((done) => execFile(oldest, args, { cwd: root, env: withNode(oldest), maxBuffer: 2 ** 28 }, done));
    const report = JSON.parse(await readFile(file, 'utf8')) as Report;
    await rm(folder, { recursive: true });
    expect.soft(report.testResults.flatMap(faultsOf).join('; '), 'what failed').toBe('');
    expect(report.success).toBe(true);
    expect(report.numPassedTests).toBeGreaterThan(2000);
  },
  1_800_000,
);

/** What failed in a file, a line each: a summary prints no more than the first line of a message. */
function faultsOf({ name, message, assertionResults }: Report['testResults'][number]): string[] {
  const failed = assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages: [first = ''] }) => `${fullName}: ${first.split('\n')[0]}`);
  const file = message === '' ? [] : [message.split('\n')[0] ?? ''];
  return [...file, ...failed].map((fault) => `${name}: ${fault}`);
}
