/**
 * Every crash of a mover that there is, on two real servers under writers. Prints progress, then a summary as JSON.
 * A part of a scenario's name as argument: those scenarios alone. `--part 2/6`: the second sixth of the points.
 */
import { parseArgs } from 'node:util';
import { findPostgres } from '../../local/postgres/find-postgres.ts';
import { startPostgres } from '../../local/postgres/start-postgres.ts';
import { type Crashed, crash, crashPoints } from './moves/crash-matrix.ts';
import { tally } from './moves/tally.ts';
import { TwoShards } from './moves/two-shards.ts';
import { Writers, writersTables } from './moves/writers.ts';

// Servers are ended with this process, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { values, positionals } = parseArgs({
  options: { part: { type: 'string', default: '1/1' } },
  allowPositionals: true,
});
const [, part = '', parts = ''] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(values.part) ?? [];
if (part === '' || Number(part) > Number(parts))
  throw new Error(`--part ${values.part}: write it as 2/6, the second of six`);

const writerCount = 16;
const binaries = findPostgres(process.env);
if (binaries === null) throw new Error('no PostgreSQL 15 or newer was found (Debian: apt-get install postgresql)');
const servers = [await startPostgres(binaries), await startPostgres(binaries)] as const;
let failed = true;
try {
  const shards = await TwoShards.open(servers, writersTables);
  const writers = new Writers(await shards.client(writerCount), 0, writerCount);
  const wanted = new RegExp(positionals[0] ?? '');
  const found = (await crashPoints(shards, writers.keys)).filter(({ scenario }) => wanted.test(scenario.name));
  const points = partOf(found, Number(part), Number(parts));
  await tally(shards, writers);
  const all: Crashed[] = [];
  for (const [index, point] of points.entries()) {
    const crashed = await crash(shards, writers, point);
    all.push(crashed);
    const verdict = isClean(crashed) ? 'ok' : `FAILED ${JSON.stringify(crashed)}`;
    console.error(`${index + 1}/${points.length} ${point.when} ${point.deed.slice(0, 60)}: ${verdict}`);
  }
  await writers.stop();
  await shards.close();
  failed = !all.every(isClean);
  console.log(JSON.stringify(summaryOf(all, writers), null, 2));
} finally {
  for (const server of servers) await server.stop();
}
process.exitCode = failed ? 1 : 0;

/** One of several runs of neighbours, so that a scenario is mostly in one part. */
function partOf<T>(all: readonly T[], number: number, count: number): readonly T[] {
  const from = (at: number) => Math.round((all.length * at) / count);
  return all.slice(from(number - 1), from(number));
}

function isClean({ lost, duplicated, misrouted, leftovers, recoveredInMs }: Crashed): boolean {
  return lost + duplicated + misrouted + leftovers.length === 0 && recoveredInMs < 60_000;
}

function summaryOf(all: readonly Crashed[], writers: Writers) {
  const sum = (of: (one: Crashed) => number) => all.reduce((total, one) => total + of(one), 0);
  const ends = Object.groupBy(all, ({ ended }) => ended);
  return {
    points: all.length,
    failed: all.filter((one) => !isClean(one)).length,
    writers: writerCount,
    acknowledged: sum(({ written }) => written),
    lost: sum(({ lost }) => lost),
    duplicated: sum(({ duplicated }) => duplicated),
    misrouted: sum(({ misrouted }) => misrouted),
    leftovers: sum(({ leftovers }) => leftovers.length),
    /** Nothing was done of these; the client gave up waiting for the slot. */
    refusedToWriters: writers.errors.length,
    slowestRecoveryMs: Math.max(...all.map(({ recoveredInMs }) => recoveredInMs)),
    ended: Object.fromEntries(Object.entries(ends).map(([name, some]) => [name, some?.length ?? 0])),
  };
}
