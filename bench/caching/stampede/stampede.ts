import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Topology } from '../topologies.ts';
import type { StampedeOrders } from './process.ts';

export interface Stampeded {
  readonly answers: number;
  readonly loads: number;
  /** The least between two loads, in milliseconds; infinite where there was one. */
  readonly leastApartMs: number;
}

type Shape = Pick<StampedeOrders, 'callers' | 'loaderMs' | 'leaseSeconds'>;

/** Processes that all miss the same key at once. */
export async function allAtOnce(topology: Topology, processes: number, shape: Shape): Promise<Stampeded> {
  const { orders, loads } = await noted(topology, shape);
  const running = await Promise.all(Array.from({ length: processes }, () => ready({ ...orders, dies: false })));
  const answers = await Promise.all(running.map((one) => go(one)));
  return { answers: answers.flat().length, ...(await loads()) };
}

interface InTurn {
  readonly processes: number;
  /** How many of them, from the first on, end while they load. */
  readonly dying: number;
  /** When it ends, however many there were, by `performance.now()`. @default never */
  readonly untilMs?: number;
  readonly onProgress?: (line: string) => void;
}

/** Processes that serve one request each, one after the other; the first of them end while they load. */
export async function oneAfterTheOther(
  topology: Topology,
  { processes, dying, untilMs = Number.POSITIVE_INFINITY, onProgress }: InTurn,
  shape: Omit<Shape, 'callers'>,
): Promise<Stampeded> {
  const { orders, loads } = await noted(topology, { ...shape, callers: 1 });
  let answers = 0;
  for (let at = 0; at < processes && performance.now() < untilMs; at++) {
    answers += (await go(await ready({ ...orders, dies: at < dying }))).length;
    if (at % 100 === 99) onProgress?.(`${at + 1} of ${processes} processes`);
  }
  return { answers, ...(await loads()) };
}

let times = 0;

async function noted(topology: Topology, shape: Shape) {
  const redis = await topology.client();
  const name = `${process.pid}/${++times}`;
  const orders = { ...shape, address: topology.address, key: name, noted: `noted/${name}` };
  const loads = async () => {
    const atMs = (await redis.lrange(orders.noted, 0, -1)).map(Number).sort((a, b) => a - b);
    const apart = atMs.slice(1).map((at, index) => at - (atMs[index] ?? 0));
    return { loads: atMs.length, leastApartMs: Math.min(Number.POSITIVE_INFINITY, ...apart) };
  };
  return { orders, loads };
}

async function ready(orders: StampedeOrders): Promise<ChildProcess> {
  const args = [join(import.meta.dirname, 'process.ts'), JSON.stringify(orders)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  if (child.stdout !== null) await once(child.stdout, 'data');
  return child;
}

/** What its callers were answered; nothing where it has died. */
async function go(child: ChildProcess): Promise<readonly string[]> {
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said += String(chunk);
  });
  child.stdin?.end('go\n');
  await once(child, 'close');
  return said === '' ? [] : (JSON.parse(said) as string[]).filter((answer) => answer === 'loaded');
}
