import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyProgram } from './copy-program.ts';

/** An image in the layout that skopeo and container runtimes read: https://github.com/opencontainers/image-spec. */
export interface Image {
  readonly layout: string;
  readonly tag: string;
  /** Of all its blobs, as they are pulled. */
  readonly megabytes: number;
}

/** Nobody in particular, who may write into the working folder and nowhere else. */
const user = 65_532;
/** What the package is at run time. */
const parts = ['package.json', 'package-lock.json', 'LICENSE', 'dist', 'docs/runbooks', 'functions'];

/** Builds the image of the version that package.json names. What is in `out` is replaced. Rejects where umoci or npm fails. */
export async function buildImage(root: string, out: string, onProgress: (line: string) => void): Promise<Image> {
  const { version, description, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const umoci = (...args: readonly string[]) => run('umoci', args, root);
  umoci('--version');
  await rm(out, { recursive: true, force: true });
  umoci('init', '--layout', out);
  const image = `${out}:${version}`;
  umoci('new', '--image', image);
  const bundle = await mkdtemp(join(tmpdir(), 'headroom-image-'));
  try {
    umoci('unpack', '--rootless', '--image', image, bundle);
    await fill(root, join(bundle, 'rootfs'), onProgress);
    onProgress('packing it');
    umoci('repack', '--image', image, bundle);
  } finally {
    await rm(bundle, { recursive: true, force: true });
  }
  const config = [
    '--config.user',
    `${user}:${user}`,
    '--config.workingdir',
    '/data',
    '--config.env',
    'NODE_ENV=production',
  ];
  const entry = ['/usr/local/bin/node', '/app/dist/bin/headroom.js'].flatMap((one) => ['--config.entrypoint', one]);
  const labels = { title: 'headroom', version, description, licenses: license };
  const told = Object.entries(labels).flatMap(([name, value]) => [
    '--config.label',
    `org.opencontainers.image.${name}=${value}`,
  ]);
  umoci('config', '--image', image, ...config, ...entry, '--config.cmd', '--help', ...told);
  umoci('gc', '--layout', out);
  return { layout: out, tag: version, megabytes: await megabytesOf(join(out, 'blobs', 'sha256')) };
}

async function fill(root: string, rootfs: string, onProgress: (line: string) => void): Promise<void> {
  onProgress('Node and its libraries');
  await copyProgram(process.execPath, '/usr/local/bin/node', rootfs);
  const app = join(rootfs, 'app');
  for (const part of parts) await cp(join(root, part), join(app, part), { recursive: true });
  onProgress('what the package needs to run');
  run('npm', ['ci', '--omit=dev', '--omit=peer', '--ignore-scripts', '--no-audit', '--no-fund'], app);
  await mkdir(join(rootfs, 'etc'), { recursive: true });
  await writeFile(join(rootfs, 'etc/passwd'), `nobody:x:${user}:${user}:nobody:/data:/sbin/nologin\n`);
  await writeFile(join(rootfs, 'etc/nsswitch.conf'), 'hosts: files dns\n');
  await mkdir(join(rootfs, 'data'), { mode: 0o1777 });
  await mkdir(join(rootfs, 'tmp'), { mode: 0o1777 });
}

function run(command: string, args: readonly string[], cwd: string): void {
  try {
    execFileSync(command, [...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error(`${command} is not on this machine; install it (Debian: apt-get install ${command})`, {
        cause: error,
      });
    throw error;
  }
}

async function megabytesOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}
