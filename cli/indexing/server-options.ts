import type { Command } from 'commander';
import { openSession } from '../../adapters/indexing/open-session.ts';
import type { Session as Database } from '../../adapters/postgres/session.ts';
import { shellCommand } from '../../core/model/shell-command.ts';
import { CommandError } from '../command-error.ts';
import { parseServers } from '../replicas/parse-servers.ts';

/** Where a database is, and as whom to go there. */
export interface ServerOptions {
  readonly server: string;
  readonly replicas?: string;
  readonly database: string;
  readonly user: string;
  readonly schema: readonly string[];
}

/** The options of every command that looks into a database. */
export function withServer(command: Command): Command {
  return command
    .requiredOption('--server <host[:port]>', 'the server that takes writes')
    .option('--replicas <list>', 'its replicas, host[:port], separated by commas: what they use is used')
    .option('--database <name>', 'name of the database', 'postgres')
    .option('--user <name>', 'whom to connect as', 'postgres')
    .option('--schema <name...>', 'the schemas whose tables are looked at', ['public']);
}

/** A command of indexes as a person can paste it, with what says which server is meant. */
export function indexCommand(command: string, { server, replicas, database, user, schema }: ServerOptions): string {
  const flags = [
    ...['--server', server],
    ...(replicas === undefined ? [] : ['--replicas', replicas]),
    ...(database === 'postgres' ? [] : ['--database', database]),
    ...(user === 'postgres' ? [] : ['--user', user]),
    ...(schema.join() === 'public' ? [] : ['--schema', ...schema]),
  ];
  return `headroom indexes ${command} ${shellCommand(...flags)}`;
}

/** Connections to a database. */
export interface Opened {
  readonly writer: Database;
  /** The writer first, then its replicas. */
  readonly all: readonly Database[];
  /** The names of all, in their order. */
  readonly names: readonly string[];
  /** Another connection to the writer. */
  open(): Promise<Database>;
}

/** Works with connections to a server and its replicas, and ends them whatever happens. */
export async function withDatabases<T>(options: ServerOptions, work: (opened: Opened) => Promise<T>): Promise<T> {
  const { server, replicas } = options;
  const places = [...parseServers(server), ...(replicas === undefined ? [] : parseServers(replicas))];
  const all = await Promise.all(places.map((at) => open(at, options)));
  try {
    const [writer] = all;
    const [place] = places;
    if (writer === undefined || place === undefined) throw new CommandError('name the server that takes writes');
    const names = places.map(({ host, port = 5432 }) => `${host}:${port}`);
    return await work({ writer, all, names, open: () => open(place, options) });
  } finally {
    await Promise.all(all.map((one) => one.end().catch(() => {})));
  }
}

async function open(
  { host, port = 5432 }: { host: string; port?: number },
  { database, user }: ServerOptions,
): Promise<Database> {
  return openSession({ host, port, database, username: user, password: '' }).catch((error: Error) => {
    throw new CommandError(
      `${host}:${port} gives no connection: ${error.message}; see whether it is up, and --user and PGPASSWORD`,
    );
  });
}
