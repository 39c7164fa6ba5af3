import { setTimeout as sleep } from 'node:timers/promises';
import { placeOf } from '../../../clients/cache/versions.ts';
import { ioredisLink } from '../../../clients/cache.ts';
import { median } from '../../median.ts';
import { round } from '../../round.ts';
import { type Topology, topologies } from '../topologies.ts';
import { type Contestant, headroom, peers, plainOn } from './peers.ts';

export interface ClientFigure {
  readonly name: Contestant['name'];
  readonly knobs: Contestant['knobs'];
  readonly hitP50Ms: number;
  readonly hitP99Ms: number;
  readonly loadsPerStampede: number;
  readonly failedWhenKilled: number;
  readonly longestMs: number;
  readonly loaderMs: number;
  readonly connectTimeoutMs: number;
}

const [warmRounds, rounds, misses, calls, loaderMs] = [300, 3000, 1000, 50, 50] as const;
/** Who has not answered by then, hangs. */
const patienceMs = 6000;
const value = { id: 4711, name: 'a product', tags: Array.from({ length: 60 }, (_, at) => `tag number ${at}`) };

/** One contestant, where it runs, and keys that lie on the server that will be killed. */
interface Entrant {
  readonly contestant: Contestant;
  readonly topology: Topology;
  readonly keys: readonly string[];
}

/** Ours on a Redis alone, on a cluster and under Sentinel, in this order, then the peers on a Redis alone. */
export async function measureClients(onProgress: (line: string) => void): Promise<ClientFigure[]> {
  const names = ['alone', 'cluster', 'sentinel'] as const;
  const running = await Promise.all(names.map((name) => topologies[name]()));
  try {
    const entrants: Entrant[] = [];
    for (const topology of running) {
      entrants.push({ contestant: await headroom(topology), topology, keys: await keysOf(topology) });
    }
    const [alone] = running;
    if (alone === undefined) throw new Error('no Redis runs');
    const port = alone.servers[0]?.port ?? 0;
    for (const peer of peers) entrants.push({ contestant: peer(port), topology: alone, keys: await keysOf(alone) });
    onProgress('hits');
    const plain = await Promise.all(running.map(plainOn));
    const hits = await measureHits([...entrants.map(({ contestant }) => contestant), ...plain]);
    for (const [at, { address }] of running.entries()) {
      const [ours, its] = [hits[at] ?? [], hits[entrants.length + at] ?? []].map((times) => round(median(times)));
      onProgress(`a hit on Redis as ${address.name} took ${ours} ms, and a plain GET of the same servers ${its} ms`);
    }
    const figures: ClientFigure[] = [];
    for (const [index, entrant] of entrants.entries()) {
      const { name, knobs, connectTimeoutMs } = entrant.contestant;
      onProgress(`${name}, ${knobs}, on Redis as ${entrant.topology.address.name}`);
      const loadsPerStampede = await stampede(entrant.contestant);
      const times = (hits[index] ?? []).toSorted((a, b) => a - b);
      const at = (share: number) => round(times[Math.floor(share * times.length)] ?? Number.NaN);
      const killed = await kill(entrant);
      figures.push({
        name,
        knobs,
        hitP50Ms: at(0.5),
        hitP99Ms: at(0.99),
        loadsPerStampede,
        ...killed,
        connectTimeoutMs,
      });
    }
    for (const one of [...entrants.map(({ contestant }) => contestant), ...plain]) await one.close();
    return figures;
  } finally {
    for (const topology of running) await topology.stop();
  }
}

/** Keys that one server has, by the client that knows the slots. */
async function keysOf(topology: Topology): Promise<readonly string[]> {
  const link = ioredisLink(await topology.client());
  const nodeOf = (key: string) => link.nodeOf(placeOf('bench', `k${key}`).value);
  const [first = '', ...others] = Array.from({ length: 400 }, (_, at) => `lost/${at}`);
  return [first, ...others.filter((key) => nodeOf(key) === nodeOf(first))].slice(0, calls);
}

/** By turns, in another order each round, so that what else the machine does falls on all alike. */
async function measureHits(contestants: readonly Contestant[]): Promise<readonly number[][]> {
  const times = contestants.map((): number[] => []);
  for (const { get } of contestants) await get('hit', async () => value);
  for (let turn = 0; turn < warmRounds + rounds; turn++) {
    for (let place = 0; place < contestants.length; place++) {
      const index = (place + turn) % contestants.length;
      const beganMs = performance.now();
      await contestants[index]?.get('hit', async () => value);
      if (turn >= warmRounds) times[index]?.push(performance.now() - beganMs);
    }
  }
  return times;
}

async function stampede({ name, knobs, get }: Contestant): Promise<number> {
  let loads = 0;
  const load = async () => {
    loads++;
    await sleep(loaderMs);
    return value;
  };
  await Promise.all(Array.from({ length: misses }, () => get(`stampede/${name}/${knobs}`, load)));
  return loads;
}

/** One call after the server has been killed, and then all the others at once. */
async function kill({ contestant, topology, keys }: Entrant) {
  const [first = '', ...others] = keys;
  const server = await topology.masterOf(placeOf('bench', `k${first}`).value);
  const loads: number[] = [];
  const load = async () => {
    const beganMs = performance.now();
    await sleep(loaderMs);
    loads.push(performance.now() - beganMs);
    return value;
  };
  await server.signal('SIGKILL');
  const call = async (key: string) => {
    const beganMs = performance.now();
    const hangs = sleep(patienceMs, 'hangs');
    const got = await Promise.race([contestant.get(key, load).catch(() => 'failed'), hangs]);
    return { ms: performance.now() - beganMs, isAnswered: got !== 'hangs' && got !== 'failed' };
  };
  const called = [await call(first), ...(await Promise.all(others.map(call)))];
  await server.revive();
  await topology.settled();
  // All who are connected to it find it again before it is killed for the next.
  await sleep(1500);
  return {
    failedWhenKilled: called.filter(({ isAnswered }) => !isAnswered).length,
    longestMs: round(Math.max(...called.map(({ ms }) => ms))),
    loaderMs: round(loads.length === 0 ? loaderMs : median(loads)),
  };
}
