import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { madeUpTrace } from '../cli/scaling/backtest/made-up-trace.ts';
import { packedApp, withNode } from '../packed-app.ts';
import { triedNodesOrNone } from './tried-nodes.ts';

const root = join(import.meta.dirname, '..', '..');
const nodes = await triedNodesOrNone();

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program by one Node, as somebody who has no other and no AWS account. */
function run(node: string, cwd: string, [program, ...args]: readonly [string, ...string[]], more = {}): Promise<Ran> {
  const env = { PATH: withNode(node).PATH, HOME: cwd, AWS_EC2_METADATA_DISABLED: 'true', ...more };
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

describe.runIf(nodes !== null)('the packed package', () => {
  const { oldest, refused } = nodes ?? { oldest: '', refused: '' };
  let folder = '';
  const headroom = (node: string, args: readonly string[], more = {}) =>
    run(node, folder, [join(folder, 'node_modules/.bin/headroom'), ...args], more);
  const app = (node: string, out: string) => run(node, folder, [node, 'app.ts'], { CDK_OUTDIR: join(folder, out) });

  beforeAll(async () => {
    // No package that it brings may ask for a newer Node than it does itself.
    folder = await packedApp(oldest, ['--engine-strict']);
    const ours = await readFile(join(root, 'headroom.config.ts'), 'utf8');
    const config = ours.replace('./core/config.ts', 'headroom-aws/config');
    await writeFile(join(folder, 'headroom.config.ts'), config);
    await writeFile(join(folder, 'wrong.config.ts'), config.replace(/min: \d+/, "min: 'two'"));
    await writeFile(join(folder, 'traffic.csv'), madeUpTrace());
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is tried on the oldest Node that it says it runs on, and on one that is older', () => {
    const versionOf = (node: string) => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
    expect(packageJson.engines.node).toMatch(/^>=\d+\.\d+$/);
    expect(versionOf(oldest)).toBe(`v${packageJson.engines.node.slice('>='.length)}.0`);
    expect(versionOf(refused)).toMatch(/^v20\./);
  });

  describe.each([
    ['the oldest Node', oldest],
    ["this project's Node", process.execPath],
  ])('on %s', (_, node) => {
    it('tells the help of itself and of each command, and nothing beside it', async () => {
      const { stdout } = await headroom(node, ['--help']);
      const [, listed = ''] = /^Commands:\n([\s\S]*?)\n\n/m.exec(stdout) ?? [];
      const commands = [...listed.matchAll(/^ {2}([a-z]+)(?: .*)? {2}\S/gm)].map(([, name = '']) => name);
      expect(commands.length).toBeGreaterThan(20);
      for (const command of commands) {
        const told = await headroom(node, command === 'help' ? ['help'] : [command, '--help']);
        expect(told, command).toMatchObject({ code: 0, stderr: '' });
        expect(told.stdout, command).toMatch(/^Usage: headroom /);
      }
    });

    it('reads a config in TypeScript, and names the field at fault', async () => {
      const right = await headroom(node, ['validate']);
      expect(right).toMatchObject({ code: 0, stderr: '' });
      expect(right.stdout).toContain('valid: headroom.config.ts');
      const wrong = await headroom(node, ['validate', 'wrong.config.ts']);
      expect(wrong.code).toBe(1);
      expect(`${wrong.stdout}${wrong.stderr}`).toMatch(/bounds\.min.*two/);
    });

    it('prints what shells complete by', async () => {
      for (const shell of ['bash', 'zsh', 'fish']) {
        const told = await headroom(node, ['completion', shell]);
        expect(told, shell).toMatchObject({ code: 0, stderr: '' });
        expect(told.stdout, shell).toContain('headroom');
      }
      expect((await headroom(node, ['complete', '--', 'headroom', 'val'])).code).toBe(0);
    });

    it.each([
      ['no credentials', 1, ['advise', '--region', 'eu-central-1'], /no AWS credentials were found/],
      ['no such file', 1, ['advise', 'nowhere.csv'], /nowhere\.csv/],
      ['a word that it does not know', 2, ['advise', '--wrong'], /unknown option '--wrong'/],
    ])('refuses to advise with %s, in one sentence', async (_why, exitCode, args, says) => {
      const { code, stdout, stderr } = await headroom(node, args);
      expect([code, stdout]).toEqual([exitCode, '']);
      expect(stderr).toMatch(says);
      expect(stderr).not.toMatch(/Warning|\n {4}at /);
    });

    it.each(Object.keys(packageJson.exports).filter((entry) => !entry.endsWith('.json')))(
      'loads what is imported as %s',
      async (entry) => {
        const asks = `console.log(Object.keys(await import('headroom-aws${entry.slice(1)}')).length)`;
        const told = await run(node, folder, [node, '--input-type=module', '--eval', asks]);
        expect(told).toMatchObject({ code: 0, stderr: '' });
        expect(Number(told.stdout)).toBeGreaterThan(0);
      },
    );
  });

  it('backtests alike on both, to the last digit', async () => {
    const args = ['backtest', 'traffic.csv', '--json'];
    const [old, own] = [await headroom(oldest, args), await headroom(process.execPath, args)];
    expect(old).toMatchObject({ code: 0 });
    expect(JSON.parse(old.stdout)).toEqual(JSON.parse(own.stdout));
  });

  it('synthesises the same templates through its constructs on both', async () => {
    for (const [node, out] of [
      [oldest, 'oldest.out'],
      [process.execPath, 'own.out'],
    ] as const) {
      const told = await app(node, out);
      expect(told.code, told.stderr).toBe(0);
    }
    const made = (await readdir(join(folder, 'own.out'))).filter((name) => name.endsWith('.template.json'));
    expect(made.length).toBeGreaterThan(1);
    for (const name of made) {
      const [old, own] = await Promise.all(
        ['oldest.out', 'own.out'].map((out) => readFile(join(folder, out, name), 'utf8')),
      );
      expect(JSON.parse(old ?? '')).toEqual(JSON.parse(own ?? ''));
    }
  });

  it.each([
    ['plainly', {}],
    ['without colours', { NO_COLOR: '1' }],
    ['with colours', { FORCE_COLOR: '1' }],
  ])('is refused on an older Node %s in one line that says what to install', async (_, colours) => {
    for (const args of [[], ['--help'], ['validate'], ['complete', '--', 'headroom', 'val']]) {
      const { code, stdout, stderr } = await headroom(refused, args, colours);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(
        /^headroom runs on Node 22\.18 or newer, and this is v20\.\d+\.\d+: install one from .+\n$/,
      );
      expect(stripVTControlCharacters(stderr)).toBe(stderr);
    }
  });
});

describe.runIf(nodes !== null)('this checkout', () => {
  it('runs its scripts by the Node that it brings, where an older one is on the PATH', async () => {
    const home = await mkdtemp(join(tmpdir(), 'headroom-home-'));
    const command = ['npm', 'run', '--silent', 'headroom', '--', 'validate'] as const;
    const told = await run(nodes?.refused ?? '', root, command, { HOME: home });
    await rm(home, { recursive: true });
    expect(told).toMatchObject({ code: 0 });
    expect(told.stdout).toContain('valid: headroom.config.ts');
  });
});
