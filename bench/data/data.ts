import { findPostgres } from '../../local/postgres/find-postgres.ts';
import { measureReplicas } from './replicas/measure-replicas.ts';
import { strategyNames } from './replicas/strategies.ts';

/**
 * How many reads replicas can take without one missing its own write, beside those who always ask the writer, any replica, or
 * sleep and hope. Prints one JSON object; `replicas headroom 1000` measures that strategy alone, with 1,000 writes.
 */
const [, , , only, writes = '10000'] = process.argv;
const binaries = findPostgres(process.env);
if (binaries === null) {
  console.error('nothing was measured: no PostgreSQL 15 or newer was found (Debian: apt-get install postgresql)');
  process.exitCode = 1;
} else {
  const replicas = [];
  for (const name of strategyNames) {
    if (only === undefined || only === name) replicas.push(await measureReplicas(binaries, name, Number(writes)));
  }
  console.log(JSON.stringify({ replicas }));
}
