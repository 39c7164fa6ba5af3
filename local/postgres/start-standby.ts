import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type PostgresOptions, type PostgresServer, startFrom } from './start-postgres.ts';

/**
 * Starts a server that replays the log of another, from a copy of it as it is now. `name` is that of its slot on the other.
 * Rejects with what the copying says, or with the end of the server's log.
 */
export function startStandby(
  binaries: string,
  primary: PostgresServer,
  name: string,
  options: PostgresOptions = {},
): Promise<PostgresServer> {
  return startFrom(binaries, primary.password, options, async (data, identity, folder) => {
    const from = `host=${primary.host} port=${primary.port} user=${primary.username} password=${primary.password} application_name=${name}`;
    const copying = ['-D', data, '-d', from, '-R', '-C', '-S', name, '--checkpoint=fast', '--no-sync'];
    await promisify(execFile)(join(binaries, 'pg_basebackup'), copying, { ...identity, cwd: folder });
  });
}
