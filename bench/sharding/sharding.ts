import { spawnSync } from 'node:child_process';
import { findPostgres } from '../../local/postgres/find-postgres.ts';
import { startPostgres } from '../../local/postgres/start-postgres.ts';
import { round } from '../round.ts';
import { measureCutover } from './measure-cutover.ts';
import { measureFence } from './measure-fence.ts';
import { measureLookup, type Router } from './measure-lookup.ts';
import { measureMap } from './measure-map.ts';
import { measureRebalance } from './measure-rebalance.ts';

/**
 * How quickly keys are routed beside npm's rings, what a map takes, how few bytes a plan moves beside Citus's greedy, and for
 * how long a move blocks writers beside a row fence. Prints one JSON object; `cutover 20` measures that alone, with 20 moves;
 * `fence 500` how many acknowledged writes 500 cuts lose by the name of a schema alone, and by the right to it as well.
 */
const [, , part, name, different] = process.argv;
const routers = ['headroom', 'hashring', 'consistent-hash'] as const;
/** More than hashring remembers (it keeps the last 5,000), and as many as it does: there it wins. */
const manyKeys = 10_000;
const fewKeys = 1000;

if (part === 'lookup') {
  const batches = name === 'headroom' ? 5000 : 500;
  console.log(JSON.stringify(await measureLookup(name as Router, batches, Number(different))));
} else if (part === 'fence') {
  console.log(JSON.stringify(await fences(Number(name ?? 500))));
} else if (part === 'cutover') {
  console.log(JSON.stringify(await cutover()));
} else console.log(JSON.stringify({ ...measureAll(), cutoverMs: await cutover() }));

async function fences(cuts: number) {
  const binaries = findPostgres(process.env);
  if (binaries === null) throw new Error('no PostgreSQL 15 or newer was found (Debian: apt-get install postgresql)');
  const figures = [];
  for (const fence of ['name', 'name and right'] as const) figures.push(await measureFence(binaries, fence, cuts));
  return figures;
}

/** On servers that wait for their disks, as real ones do. */
async function cutover() {
  const binaries = findPostgres(process.env);
  if (binaries === null) {
    console.error(
      'cutoverMs was NOT measured: no PostgreSQL 15 or newer was found (Debian: apt-get install postgresql)',
    );
    return null;
  }
  const start = () => startPostgres(binaries, { settings: { fsync: 'on' } });
  const servers = [await start(), await start()] as const;
  try {
    return await measureCutover(servers, Number(name ?? 60));
  } finally {
    for (const server of servers) await server.stop();
  }
}

function measureAll() {
  const many = routers.map((router) => lookUpApart(router, manyKeys));
  const few = routers.map((router) => lookUpApart(router, fewKeys));
  const [bare, pinned] = [measureMap(0), measureMap(1000)];
  const sizes = [
    [480, 16],
    [1024, 16],
    [4096, 32],
  ] as const;
  return {
    lookupNs: byRouter(many.map(({ ns }) => ns)),
    lookupNsOfFewKeys: byRouter(few.map(({ ns }) => ns)),
    lookupHeapBytes: byRouter(many.map(({ heapBytes }) => heapBytes)),
    mapBytes: bare.bytes,
    mapBytesWith1000Pins: pinned.bytes,
    decodeMs: round(bare.decodeMs),
    decodeMsWith1000Pins: round(pinned.decodeMs),
    rebalance: sizes.flatMap(([slots, shards]) => [1.1, 1.05].map((stopAt) => rounded(slots, shards, stopAt))),
  };
}

function byRouter(figures: readonly number[]) {
  return Object.fromEntries(routers.map((name, index) => [name, figures[index]]));
}

function rounded(slots: number, shards: number, stopAt: number) {
  const { slots: _, shards: __, ...figures } = measureRebalance(slots, shards, stopAt);
  return { slots, shards, ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)])) };
}

/** In a process of its own, so that no other's code shapes how the engine optimises it. */
function lookUpApart(router: Router, keys: number): { readonly ns: number; readonly heapBytes: number } {
  const args = ['--expose-gc', import.meta.filename, 'lookup', router, String(keys)];
  const { stdout, status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the lookup of ${router} failed`);
  const { ns, heapBytes } = JSON.parse(stdout) as { ns: number; heapBytes: number };
  return { ns: round(ns), heapBytes: round(heapBytes) };
}
