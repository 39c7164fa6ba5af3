import { startTogether } from '../start-together.ts';
import { type PostgresOptions, type PostgresServer, startPostgres } from './start-postgres.ts';
import { startStandby } from './start-standby.ts';

/** A primary and two standbys that replay its log, all on loopback. */
export interface Replicated {
  readonly primary: PostgresServer;
  readonly standbys: readonly [PostgresServer, PostgresServer];
  stop(): Promise<void>;
}

export async function startReplicated(binaries: string, given: PostgresOptions = {}): Promise<Replicated> {
  // Two copies begin side by side, each with a checkpoint, which ends what the other has not yet read.
  const options = { settings: { wal_keep_size: '64MB', ...given.settings } };
  const primary = await startPostgres(binaries, options);
  const [, ...standbys] = await startTogether([
    primary,
    startStandby(binaries, primary, 'standby_1', options),
    startStandby(binaries, primary, 'standby_2', options),
  ]);
  return {
    primary,
    standbys,
    stop: async () => {
      await Promise.all([primary, ...standbys].map((server) => server.stop()));
    },
  };
}
