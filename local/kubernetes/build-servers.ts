import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The programs of a control plane, and of the nodes that it believes in. */
export interface KubernetesServers {
  /** The API server, the controller manager and the scheduler in one: the first argument says which. */
  readonly kube: string;
  readonly kwok: string;
  readonly etcd: string;
  /** What built them, and has the modules of others. */
  readonly go: string;
}

/** What is missing on this machine, in words that say what to install. */
export class NoKubernetes extends Error {
  override readonly name = 'NoKubernetes';
}

const version = '1.36.3';
const [major, minor] = version.split('.');
const of = 'k8s.io/component-base/version';
const stamp = `-s -w -X ${of}.gitVersion=v${version} -X ${of}.gitMajor=${major} -X ${of}.gitMinor=${minor}`;
const source = join(import.meta.dirname, 'server');

/**
 * The programs, built into `.local/kubernetes` of `root` where they are not there yet: 7 to 13 minutes of CPU, once for each
 * version. Rejects with `NoKubernetes` where Go or etcd is missing.
 */
export async function buildServers(root: string, onProgress: (line: string) => void): Promise<KubernetesServers> {
  const go = programOf(['go', '/usr/local/go/bin/go'], ['version'], 'Go 1.26 or newer: https://go.dev/dl');
  const etcd = programOf(['etcd'], ['--version'], 'etcd: apt-get install etcd-server');
  const folder = join(root, '.local', 'kubernetes');
  const built = { kube: join(folder, 'kube'), kwok: join(folder, 'kwok'), etcd, go };
  const stampFile = join(folder, 'built-of');
  const wanted = sourceStamp();
  const isThere = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;
  if (isThere && existsSync(built.kube) && existsSync(built.kwok)) return built;
  mkdirSync(folder, { recursive: true });
  onProgress('building Kubernetes from source, once: 7 to 13 minutes');
  await build(go, ['-ldflags', stamp, '-o', built.kube, '.']);
  onProgress('building kwok');
  await build(go, ['-ldflags', '-s -w', '-o', built.kwok, 'sigs.k8s.io/kwok/cmd/kwok']);
  writeFileSync(stampFile, wanted);
  return built;
}

function programOf(names: readonly string[], asked: readonly string[], install: string): string {
  for (const name of names) {
    try {
      execFileSync(name, asked, { stdio: 'ignore' });
      return name;
    } catch {
      // The next name may be there.
    }
  }
  throw new NoKubernetes(`${names[0]} is not on this machine; install ${install}`);
}

function sourceStamp(): string {
  const hash = createHash('sha256').update(version);
  for (const file of ['go.mod', 'go.sum', 'main.go']) hash.update(readFileSync(join(source, file)));
  return hash.digest('hex');
}

async function build(go: string, args: readonly string[]): Promise<void> {
  const child = spawn('nice', ['-n', '19', go, 'build', '-trimpath', '-mod=readonly', ...args], {
    cwd: source,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`go build ended with ${code} in ${source}`);
}
