import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildImage, type Image } from '../../build/image/build-image.ts';

const root = join(import.meta.dirname, '..', '..');
const has = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
const canBuild = has('umoci');
const canRun = canBuild && has('runc') && process.getuid?.() === 0;
if (!canBuild || !canRun) {
  const message = 'the image is not built or not run here: it takes umoci, runc, and root';
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`\n*** NOT RUN: ${message}\n`);
}

describe.runIf(canBuild)('the image of the command line', () => {
  let image: Image;
  const folder = mkdtempSync(join(tmpdir(), 'headroom-image-test-'));
  beforeAll(async () => {
    image = await buildImage(root, join(folder, 'image'), () => {});
    execFileSync('umoci', ['unpack', '--image', `${image.layout}:${image.tag}`, join(folder, 'bundle')]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  interface Spec {
    readonly process: {
      args: string[];
      terminal: boolean;
      readonly user: { readonly uid: number };
      readonly env: string[];
    };
    readonly root: { readonly path: string; readonly: boolean };
  }

  /** Runs it as a container of its own: no network, a root that is read-only, and nobody at a terminal. */
  function run(...args: readonly string[]) {
    const bundle = join(folder, 'bundle');
    const file = join(bundle, 'config.json');
    const text = readFileSync(file, 'utf8');
    const spec = JSON.parse(text) as Spec;
    spec.process.terminal = false;
    spec.process.args = [...spec.process.args.slice(0, 2), ...args];
    spec.root.readonly = true;
    writeFileSync(file, JSON.stringify(spec));
    const { status, stdout, stderr } = spawnSync('runc', ['run', '--bundle', bundle, randomUUID()], {
      encoding: 'utf8',
    });
    writeFileSync(file, text);
    return { status, stdout, stderr, spec };
  }

  it('is small, and has no development dependency in it', () => {
    expect(image.megabytes).toBeLessThan(120);
    const installed = join(folder, 'bundle', 'rootfs', 'app', 'node_modules');
    expect(spawnSync('ls', [installed], { encoding: 'utf8' }).stdout).not.toMatch(
      /^(vitest|esbuild|aws-cdk-lib|@biomejs)$/m,
    );
  });

  it.runIf(canRun)('runs as nobody, on a root that is read-only, and says its version', () => {
    const { status, stdout, stderr, spec } = run('--version');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trim()).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
    expect(spec.process.user.uid).toBe(65_532);
  });

  it.runIf(canRun)('tells what is missing where it has no account to ask, and ends with 1', () => {
    const { status, stderr } = run('status', '--region', 'eu-west-1');
    expect(status).toBe(1);
    expect(stderr).toMatch(/credentials/i);
  });

  it.runIf(canRun)('plays a backtest, which takes threads of its own', () => {
    writeFileSync(
      join(folder, 'bundle', 'rootfs', 'data', 'trace.csv'),
      `time,value\n${Array.from({ length: 4 * 1440 }, (_, at) => `${new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString()},${100 + 50 * Math.sin(at / 229)}`).join('\n')}\n`,
    );
    const { status, stdout, stderr } = run(
      'backtest',
      'trace.csv',
      '--json',
      '--unit-capacity',
      '10',
      '--values-per',
      'second',
    );
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ trace: 'trace.csv' });
  });
});
