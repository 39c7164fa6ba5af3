import { CacheDown } from './cache-errors.ts';

/** A node that is written to, as far as shrinking asks it. A client of ioredis is one. */
export interface MasterNode {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
}

/** What a node, or all of them, have of a cache. */
export interface Shrunk {
  /** Values that are left. */
  readonly held: number;
  /** Values that were taken away. */
  readonly taken: number;
}

interface Shrinking {
  /** The cache, as `openCache` names it. */
  readonly name: string;
  /** Values that may stay. */
  readonly most: number;
  /** Only to count. */
  readonly dryRun: boolean;
  /** Milliseconds that are left. */
  leftMs(): number;
}

const page = 1000;
const mostSampled = 2000;

/**
 * Takes values away that nobody will miss, on each node those that were used longest ago, until no more are left than may stay.
 * A value that is taken away is a miss and no lie. Ends early where no time is left; who asks again goes on. Rejects with
 * `CacheDown` where a node cannot tell when a value was used, as with an LFU policy.
 */
export async function shrinkAll(nodes: readonly MasterNode[], shrinking: Shrinking): Promise<Shrunk> {
  const surveyed: { readonly node: MasterNode; readonly has: Survey }[] = [];
  for (const node of nodes) surveyed.push({ node, has: await survey(node, shrinking) });
  const all = surveyed.reduce((total, { has }) => total + has.count, 0);
  if (all <= shrinking.most || shrinking.dryRun) return { held: all, taken: 0 };
  let taken = 0;
  for (const { node, has } of surveyed) taken += await shrinkNode(node, has, shrinking, shrinking.most / all);
  return { held: all - taken, taken };
}

interface Survey {
  readonly count: number;
  readonly sample: readonly string[];
}

/** Shrinks one node to a share of what it has; answers how many values were taken away. */
async function shrinkNode(node: MasterNode, { count, sample }: Survey, shrinking: Shrinking, share: number) {
  const idle = [...(await idleSeconds(node, sample))].sort((a, b) => a - b);
  const leastIdle = idle[Math.floor(idle.length * share)] ?? 0;
  return takeIdle(node, shrinking, leastIdle, count - Math.floor(count * share));
}

/** How many values there are, and some of them, each as likely as any other. */
async function survey(node: MasterNode, shrinking: Shrinking): Promise<Survey> {
  const sample: string[] = [];
  let count = 0;
  for await (const keys of pages(node, shrinking)) {
    for (const key of keys) {
      count++;
      if (sample.length < mostSampled) sample.push(key);
      // A key that is the n-th takes the place of another with 2,000 in n.
      else if (Math.random() * count < mostSampled) sample[Math.floor(Math.random() * mostSampled)] = key;
    }
  }
  if (shrinking.leftMs() <= 0) throw new CacheDown('there was no time to count what it has');
  return { count, sample };
}

async function takeIdle(node: MasterNode, shrinking: Shrinking, leastIdle: number, surplus: number): Promise<number> {
  let taken = 0;
  for await (const keys of pages(node, shrinking)) {
    const idle = await idleSeconds(node, keys);
    const cold = keys.filter((_, index) => (idle[index] ?? 0) >= leastIdle).slice(0, surplus - taken);
    // Each by itself: in a cluster they lie in many slots.
    await Promise.all(cold.map((key) => node.call('UNLINK', key)));
    taken += cold.length;
    if (taken >= surplus) break;
  }
  return taken;
}

/** The keys of values, in pages, while time is left. */
async function* pages(node: MasterNode, { name, leftMs }: Shrinking): AsyncGenerator<readonly string[]> {
  const pattern = `hc:{${name.replaceAll(/[*?[\]\\^]/g, '\\$&')}#*`;
  let cursor = '0';
  do {
    const [next, keys] = (await node.call('SCAN', cursor, 'MATCH', pattern, 'COUNT', page)) as [string, string[]];
    cursor = next;
    if (keys.length > 0) yield keys;
  } while (cursor !== '0' && leftMs() > 0);
}

/** For how long each was not used, in seconds; 0 for one that has gone meanwhile. */
async function idleSeconds(node: MasterNode, keys: readonly string[]): Promise<readonly number[]> {
  try {
    return await Promise.all(keys.map(async (key) => Number((await node.call('OBJECT', 'IDLETIME', key)) ?? 0)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CacheDown(`the server does not tell when values were used: ${why}`);
  }
}
