/**
 * Reads and writes through caches by the million, on a Redis alone, a cluster and under Sentinel, while everything dies that
 * can; 8 processes with 125 misses each; values, keys and tags beyond all measure; and a thousand processes that serve one
 * request each, of which the first die while they load. `--operations`, `--processes`, `--seed` and `--topology` change it; `--seconds` ends it, with as much as was done.
 */
import { parseArgs } from 'node:util';
import { measureLimits } from '../limits/measure-limits.ts';
import { allAtOnce, oneAfterTheOther } from '../stampede/stampede.ts';
import { type TopologyName, topologies } from '../topologies.ts';
import { soak } from './soak.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    processes: { type: 'string', default: '1000' },
    seconds: { type: 'string' },
    topology: { type: 'string' },
  },
});
const [operations, seed, processes] = [values.operations, values.seed, values.processes].map(Number) as [
  number,
  number,
  number,
];
const shares: Readonly<Record<TopologyName, number>> = { alone: 0.5, cluster: 0.25, sentinel: 0.25 };
const names = (Object.keys(shares) as TopologyName[]).filter((name) => (values.topology ?? name) === name);
const whole = names.reduce((sum, name) => sum + shares[name], 0);
/** Of the time that there is: the rest is for processes, and for servers that come and go. */
const soaking = 0.55;
const wholeMs = values.seconds === undefined ? Number.POSITIVE_INFINITY : 1000 * Number(values.seconds);
const onProgress = (line: string) => console.error(line);

for (const name of names) {
  const share = shares[name] / whole;
  const topology = await topologies[name]();
  try {
    const untilMs = performance.now() + soaking * share * wholeMs;
    const soaked = await soak(topology, {
      ...{ operations: Math.round(operations * share), seed, everyMs: 1500, untilMs, onProgress },
    });
    console.log(JSON.stringify({ topology: name, seed, ...soaked, oldReads: soaked.oldReads.slice(0, 20) }));
    await topology.settled();
    const atOnce = await allAtOnce(topology, 8, { callers: 125, loaderMs: 50, leaseSeconds: 2 });
    console.log(JSON.stringify({ topology: name, atOnce }));
    if (soaked.oldReads.length > 0 || atOnce.loads > 1) process.exitCode = 1;
  } finally {
    await topology.stop();
  }
}

if (values.topology === undefined && processes > 0) {
  const topology = await topologies.alone();
  try {
    const limits = await measureLimits(topology, onProgress);
    console.log(JSON.stringify({ topology: 'alone', limits }));
    const { unstored, refused, tags } = limits;
    const holds = [...Object.values(unstored), ...Object.values(refused), tags.areGone];
    if (holds.includes(false) || tags.besideMs > 5 * tags.aloneMs + 5) process.exitCode = 1;
    // Each that dies takes a lease time, of which there are few in a bounded run.
    const dying = values.seconds === undefined ? Math.min(50, Math.ceil(processes / 20)) : 3;
    const shape = { loaderMs: 50, leaseSeconds: 0.5 };
    const inTurn = await oneAfterTheOther(topology, { processes, dying, untilMs: wholeMs, onProgress }, shape);
    console.log(JSON.stringify({ topology: 'alone', processes, dying, inTurn }));
    const died = Math.min(dying, inTurn.loads - 1);
    const isOnce = inTurn.answers > 0 && inTurn.loads === died + 1;
    // Loads are told apart by a clock of whole milliseconds in two processes.
    if (!isOnce || inTurn.leastApartMs < 1000 * shape.leaseSeconds - 5) process.exitCode = 1;
  } finally {
    await topology.stop();
  }
}
