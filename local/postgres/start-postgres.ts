import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.ts';

/** A PostgreSQL server of our own on loopback, with nothing in it yet. */
export interface PostgresServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly database: 'postgres';
  readonly username: 'owner';
  readonly password: string;
  /** The folder with all its files, the log among them; removed by `stop`. */
  readonly folder: string;
  /** Ends it at once and leaves its files, as when a machine dies. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, on the same port and files. */
  revive(): Promise<void>;
  /** Ends it and removes all that it wrote. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Settings beside those that moves of shards need, e.g. `{ fsync: 'on' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Files beside the data that its user may read alone, by name; settings may name them by their path from the data folder (`../name`). */
  readonly files?: Readonly<Record<string, string>>;
  /** Environment variables of the server beside our own. */
  readonly environment?: Readonly<Record<string, string>>;
}

const patienceMs = 30_000;

/** As every shard is set from its first day; small, since several run on one machine, and quick rather than safe. */
const settings = {
  wal_level: 'logical',
  max_wal_senders: '40',
  max_replication_slots: '40',
  max_logical_replication_workers: '20',
  max_sync_workers_per_subscription: '4',
  max_worker_processes: '30',
  max_connections: '120',
  shared_buffers: '64MB',
  fsync: 'off',
  wal_retrieve_retry_interval: '200ms',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
};

/** Starts a server from the programs in `binaries`. Rejects with the end of its log where it does not come up. */
export function startPostgres(binaries: string, options: PostgresOptions = {}): Promise<PostgresServer> {
  const password = 'of-the-owner';
  return startFrom(binaries, password, options, async (data, identity, folder) => {
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, password);
    if (identity !== null) chownSync(passwordFile, identity.uid, identity.gid);
    const initialising = ['-D', data, '-U', 'owner', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '-E', 'UTF8'];
    execFileSync(join(binaries, 'initdb'), [...initialising, '--no-sync', '--locale=C.UTF-8'], {
      ...identity,
      cwd: folder,
      stdio: 'ignore',
    });
  });
}

/** Makes the files of a server in `data`, as `identity`, and with whatever else it needs in `folder`. */
type MakeFiles = (data: string, identity: Identity | null, folder: string) => Promise<void>;

/** Starts a server on files that are made for it. */
export async function startFrom(
  binaries: string,
  password: string,
  options: PostgresOptions,
  makeFiles: MakeFiles,
): Promise<PostgresServer> {
  const identity = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'headroom-postgres-'));
  const data = join(folder, 'data');
  const files = Object.entries(options.files ?? {}).map(([name, text]) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  });
  if (identity !== null) for (const file of [folder, ...files]) chownSync(file, identity.uid, identity.gid);
  await makeFiles(data, identity, folder);
  const port = await freePort();
  const all = { ...settings, ...options.settings, port: String(port) };
  const given = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { environment } = options;
  const start = () => launch(binaries, ['-D', data, ...given], identity, { folder, port, environment });

  let running = await start();
  const removeAll = () => {
    running.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  process.once('exit', removeAll);
  const kill = () => end(running);
  return {
    host: '127.0.0.1',
    port,
    database: 'postgres',
    username: 'owner',
    password,
    folder,
    kill,
    revive: async () => {
      running = await start();
    },
    stop: async () => {
      await kill();
      process.off('exit', removeAll);
      removeAll();
    },
  };
}

interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian made for it. Null to run as who we are. */
function unprivileged(): Identity | null {
  if (process.getuid?.() !== 0) return null;
  const line = readFileSync('/etc/passwd', 'utf8').match(/^(?:postgres|nobody):[^:]*:(\d+):(\d+):/m);
  if (line === null) throw new Error('no user but root to run PostgreSQL as; add one named postgres');
  return { uid: Number(line[1]), gid: Number(line[2]) };
}

async function launch(
  binaries: string,
  given: readonly string[],
  identity: Identity | null,
  {
    folder,
    port,
    environment,
  }: { folder: string; port: number; environment: PostgresOptions['environment'] | undefined },
): Promise<ChildProcess> {
  const server = spawn(join(binaries, 'postgres'), given, {
    ...identity,
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  server.stderr?.on('data', (text) => {
    log = `${log}${text}`.slice(-4000);
  });
  const untilMs = Date.now() + patienceMs;
  while (!isReady(binaries, port)) {
    if (server.exitCode !== null || Date.now() > untilMs) {
      server.kill('SIGQUIT');
      throw new Error(`PostgreSQL did not start: ${log}`);
    }
    await sleep(50);
  }
  return server;
}

function isReady(binaries: string, port: number): boolean {
  try {
    execFileSync(join(binaries, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGQUIT');
  await once(server, 'exit');
}
