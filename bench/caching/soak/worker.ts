import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { ioredisLink, openCache } from '../../../clients/cache.ts';
import { seeded } from '../../../core/model/seeded.ts';
import { clientOf, type TopologyAddress } from '../topologies.ts';
import { naiveCache } from './naive-cache.ts';
import { nowMs, Rows } from './rows.ts';

/** What a thread is told; it posts each read that no cache may answer with. */
export interface SoakOrders {
  readonly address: TopologyAddress;
  readonly memory: SharedArrayBuffer;
  readonly client: 'headroom' | 'naive';
  readonly seed: number;
  readonly operations: number;
  readonly freshMs: number;
}

/** A read that was older than promised: than an invalidation that had ended, or than values live. */
export interface OldRead {
  readonly row: number;
  readonly read: number;
  readonly atLeast: number;
  readonly overForMs: number;
}

const callers = 12;
const [writes, stops, bumps, byTag] = [0.1, 0.00002, 0.00005, 0.3] as const;
const tagOf = (row: number) => `group/${row % 5}`;
const leaseMs = 400;
/** What clocks and turns of the event loop may take. */
const slackMs = 250;

const { address, memory, client, seed, operations, freshMs } = workerData as SoakOrders;
const rows = new Rows(memory);
const random = seeded(seed);
const redis = await clientOf(address);
const cache =
  client === 'naive'
    ? naiveCache(redis, freshMs)
    : openCache({
        name: 'soak',
        freshSeconds: freshMs / 1000,
        leaseSeconds: leaseMs / 1000,
        link: ioredisLink(redis),
      });
/** What this process itself has written, whether or not the server could be told. */
const own = Array.from({ length: Rows.count }, () => 0);
const stopped = new Int32Array(new SharedArrayBuffer(4));

async function load(row: number): Promise<number> {
  if (random() < 0.5) await sleep(random() * 3);
  const read = rows.read(row);
  if (random() < 0.5) await sleep(random() * 5);
  return read;
}

async function read(row: number): Promise<void> {
  const atLeast = Math.max(rows.settled(row), own[row] ?? 0);
  const beganMs = nowMs();
  const found = (await cache.get(`row/${row}`, () => load(row), { tags: [tagOf(row)] })) ?? 0;
  const overForMs = rows.overForMs(row, found, beganMs);
  if (found < atLeast || overForMs > freshMs + slackMs)
    parentPort?.postMessage({ row, read: found, atLeast, overForMs } satisfies OldRead);
}

async function write(row: number): Promise<void> {
  const version = rows.write(row);
  // By the tag it takes away the rows of others too, which does no harm.
  const isTold = await (client === 'headroom' && random() < byTag
    ? cache.invalidateTag(tagOf(row))
    : cache.invalidate(`row/${row}`));
  own[row] = Math.max(own[row] ?? 0, version);
  if (isTold) rows.settle(row, version);
}

async function call(): Promise<void> {
  for (let turns = 1; !rows.isStopped() && rows.count() < operations; turns++) {
    const chance = random();
    const row = Math.floor(random() * Rows.count);
    // As when a process is frozen between two requests, for longer than its lease lasts.
    if (chance < stops) Atomics.wait(stopped, 0, 0, leaseMs * 1.5);
    if (chance < bumps) await cache.bump().catch(() => {});
    else await (chance < bumps + writes ? write(row) : read(row));
    if (turns % 20 === 0) await turn();
  }
}

await Promise.all(Array.from({ length: callers }, call));
await cache.close();
redis.disconnect();
