/**
 * Reads and writes through caches by the million, on a Redis alone, a cluster and under Sentinel, while everything dies that
 * can; 8 processes with 125 misses each; and a thousand processes that serve one request each, of which the first die while
 * they load. `--operations`, `--processes`, `--seed` and `--topology` change it.
 */
import { parseArgs } from 'node:util';
import { allAtOnce, oneAfterTheOther } from '../stampede/stampede.ts';
import { type TopologyName, topologies } from '../topologies.ts';
import { soak } from './soak.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    processes: { type: 'string', default: '1000' },
    topology: { type: 'string' },
  },
});
const [operations, seed] = [Number(values.operations), Number(values.seed)];
const shares: Readonly<Record<TopologyName, number>> = { alone: 0.5, cluster: 0.25, sentinel: 0.25 };
const names = (Object.keys(shares) as TopologyName[]).filter((name) => (values.topology ?? name) === name);
const whole = names.reduce((sum, name) => sum + shares[name], 0);
const onProgress = (line: string) => console.error(line);
for (const name of names) {
  const topology = await topologies[name]();
  try {
    const share = Math.round((operations * shares[name]) / whole);
    const soaked = await soak(topology, { operations: share, seed, everyMs: 1500, onProgress });
    console.log(JSON.stringify({ topology: name, seed, ...soaked, oldReads: soaked.oldReads.slice(0, 20) }));
    await topology.settled();
    const atOnce = await allAtOnce(topology, 8, { callers: 125, loaderMs: 50, leaseSeconds: 2 });
    console.log(JSON.stringify({ topology: name, atOnce }));
    if (soaked.oldReads.length > 0 || atOnce.loads > 1) process.exitCode = 1;
  } finally {
    await topology.stop();
  }
}

const processes = Number(values.processes);
if (values.topology === undefined && processes > 0) {
  const topology = await topologies.alone();
  try {
    const [dying, shape] = [Math.round(processes / 20), { loaderMs: 50, leaseSeconds: 0.5 }];
    const inTurn = await oneAfterTheOther(topology, { processes, dying, onProgress }, shape);
    console.log(JSON.stringify({ topology: 'alone', processes, dying, inTurn }));
    if (inTurn.loads !== dying + 1 || inTurn.leastApartMs < 1000 * shape.leaseSeconds) process.exitCode = 1;
  } finally {
    await topology.stop();
  }
}
