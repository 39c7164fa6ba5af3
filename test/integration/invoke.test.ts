import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { onlyLocal } from '../../local/only-local.ts';
import { readState } from '../../local/state-file.ts';
import { root, runProgram } from '../cli/run-headroom.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const local = await localAwsOrNone();
await local?.stop();
/** One that a person has running would be used instead of one of our own. */
const hasOwn = readState(root) !== null;

/** In the environment of all that is started here, so that it can be found again. */
const mark = ['HEADROOM_TEST_MARK', `${process.pid}-${Date.now()}`] as const;

/** The processes that run with it. */
function marked(): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => environmentOf(pid).includes(mark.join('=')));
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return ''; // Its process has just ended.
  }
}

it.skipIf(local === null || hasOwn || !existsSync('/proc/self/environ'))(
  'deploys an example of everything into a local AWS, waits for a debugger, and leaves nothing running after Ctrl-C',
  async () => {
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, marked().length)), 500);
    const ran = await runProgram(
      [join(root, 'bin', 'invoke.ts'), 'resource-allocator', 'look', '--local', '--inspect'],
      onlyLocal(Object.fromEntries([mark])),
      'Debugger listening on ws://127.0.0.1:9229',
    ).finally(() => clearInterval(watch));
    expect(ran).toMatchObject({ exitCode: 130, stdout: '' });
    expect(ran.stderr).toContain('cdk deploy of examples/everything');
    // The command, the emulator and who ends it, and the function.
    expect(most).toBeGreaterThanOrEqual(4);
    expect(marked()).toEqual([]);
  },
);
