import { findPostgres } from '../../local/postgres/find-postgres.ts';
import { measureBounds } from './indexes/measure-bounds.ts';
import { type IndexesFigure, measureIndexes } from './indexes/measure-indexes.ts';
import { measureSizes } from './indexes/measure-sizes.ts';
import { measureTwin } from './indexes/measure-twin.ts';
import { measureWriters } from './indexes/measure-writers.ts';
import type { WorkloadName } from './indexes/workloads.ts';
import { measureReplicas, type ReplicasFigure } from './replicas/measure-replicas.ts';
import { strategyNames } from './replicas/strategies.ts';

/**
 * How many reads replicas can take without one missing its own write, beside those who always ask the writer, any replica, or
 * sleep and hope; and which indexes are advised for three workloads, beside pg_qualstats and one column at a time. Prints one
 * JSON object; `replicas headroom 1000` measures that strategy alone, with 1,000 writes, and `indexes` the
 * indexes alone, `indexes tpch` of one workload. Three parts are measured only where they are named: `twin` (how alike a server
 * and its twin plan), `sizes` (what indexes would take, over what they took), `writers` (how long writers wait while an index is made) and `bounds` (advice on 10^5 statements).
 */
const workloadNames: readonly WorkloadName[] = ['fixture', 'pgbench', 'tpch'];
const [, , part, only, writes = '10000'] = process.argv;
const binaries = findPostgres(process.env);
if (binaries === null) {
  console.error('nothing was measured: no PostgreSQL 15 or newer was found (Debian: apt-get install postgresql)');
  process.exitCode = 1;
} else if (part === 'twin') {
  const twin = [];
  for (const name of workloadNames) twin.push(await measureTwin(binaries, name));
  console.log(JSON.stringify({ twin }));
} else if (part === 'sizes') {
  const sizes = [];
  for (const name of ['fixture', 'tpch'] as const) sizes.push(await measureSizes(binaries, name));
  console.log(JSON.stringify({ sizes }));
} else if (part === 'writers') console.log(JSON.stringify({ writers: await measureWriters(binaries) }));
else if (part === 'bounds') console.log(JSON.stringify({ bounds: await measureBounds(binaries) }));
else {
  const [replicas, indexes]: [ReplicasFigure[], IndexesFigure[]] = [[], []];
  for (const name of part === 'indexes' ? [] : strategyNames) {
    if (only === undefined || only === name) replicas.push(await measureReplicas(binaries, name, Number(writes)));
  }
  for (const name of part === 'replicas' ? [] : workloadNames) {
    if (part === 'indexes' && only !== undefined && only !== name) continue;
    indexes.push(...(await measureIndexes(binaries, name)));
  }
  console.log(JSON.stringify({ replicas, indexes }));
}
