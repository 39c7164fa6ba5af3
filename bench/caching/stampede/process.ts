import { setTimeout as sleep } from 'node:timers/promises';
import { ioredisLink, openCache } from '../../../clients/cache.ts';
import { clientOf, type TopologyAddress } from '../topologies.ts';

/** What a process is told: it asks for one key, by so many callers at once, and ends. It prints what it was answered, as JSON. */
export interface StampedeOrders {
  readonly address: TopologyAddress;
  readonly key: string;
  readonly callers: number;
  readonly loaderMs: number;
  readonly leaseSeconds: number;
  /** Ends in the midst of its load, if it comes to load. */
  readonly dies: boolean;
  /** Where the time of each load is noted. */
  readonly noted: string;
}

const orders = JSON.parse(process.argv[2] ?? '') as StampedeOrders;
const redis = await clientOf(orders.address);
const cache = openCache({
  name: 'stampede',
  commandTimeoutMs: 5000,
  // Longer than all processes take: what is loaded again is so for want of a lease, and not of time.
  freshSeconds: 3600,
  leaseSeconds: orders.leaseSeconds,
  link: ioredisLink(redis),
});
// The first to come wait for the last, so that all ask at once.
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));

async function load(): Promise<string> {
  await redis.rpush(orders.noted, Date.now());
  await sleep(orders.loaderMs);
  if (orders.dies) process.exit(0);
  return 'loaded';
}

const answers = await Promise.all(Array.from({ length: orders.callers }, () => cache.get(orders.key, load)));
process.stdout.write(`${JSON.stringify(answers)}\n`, () => process.exit(0));
