import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const peers = ['aws-cdk-lib@2.276.0', 'constructs@10.8.1'];

/**
 * A folder with nothing but a CDK app in it, and the packed package installed beside its peers. `node` is the one that npm
 * installs by, and `npmOptions` what it is told besides.
 */
export async function packedApp(node = process.execPath, npmOptions: readonly string[] = []): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-package-'));
  await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root });
  const [packed = ''] = await readdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
  const options = ['--prefer-offline', '--no-audit', '--no-fund', ...npmOptions];
  await run('npm', ['install', ...options, `./${packed}`, ...peers], { cwd: folder, env: withNode(node) });
  await copyFile(join(root, 'test/integration/package-app.ts.template'), join(folder, 'app.ts'));
  return folder;
}

/** The environment of this process, in which `node` is another one. */
export function withNode(node: string): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
}
