import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { seeded } from '../../../core/model/seeded.ts';
import type { Topology } from '../topologies.ts';
import { faultsOf } from './faults.ts';
import { Rows } from './rows.ts';
import type { OldRead, SoakOrders } from './worker.ts';

interface SoakOptions {
  readonly client?: SoakOrders['client'];
  readonly operations: number;
  readonly seed: number;
  readonly threads?: number;
  /** How long values live. @default 2000 */
  readonly freshMs?: number;
  /** @default no faults */
  readonly everyMs?: number;
  /** When it ends, however many operations there were, by `performance.now()`. @default never */
  readonly untilMs?: number;
  readonly onProgress?: (line: string) => void;
}

export interface Soaked {
  readonly operations: number;
  readonly faults: number;
  readonly oldReads: readonly OldRead[];
}

/**
 * Threads read and write rows through caches of their own, while servers are stopped, killed, slowed and failed over, and
 * threads die: which reads were older than what is promised.
 */
export async function soak(topology: Topology, options: SoakOptions): Promise<Soaked> {
  const { client = 'headroom', operations, seed, threads = 3, freshMs = 2000, everyMs, onProgress } = options;
  const { untilMs = Number.POSITIVE_INFINITY } = options;
  const rows = new Rows();
  const oldReads: OldRead[] = [];
  let started = 0;
  const startThread = () => {
    const orders = { address: topology.address, memory: rows.memory, client, operations, freshMs };
    const workerData = { ...orders, seed: seed * 1000 + started++ } satisfies SoakOrders;
    const thread = new Worker(join(import.meta.dirname, 'worker.ts'), { workerData });
    thread.on('message', (old: OldRead) => {
      oldReads.push(old);
      onProgress?.(`too old: ${JSON.stringify(old)}`);
    });
    return { thread, ended: once(thread, 'exit') };
  };
  const running = Array.from({ length: threads }, startThread);
  const dies = async () => {
    const [oldest] = running.splice(0, 1);
    await oldest?.thread.terminate();
    running.push(startThread());
  };
  const faults = everyMs === undefined ? [] : [...faultsOf(topology), { name: 'a process dies', happen: dies }];
  const random = seeded(seed);
  let happened = 0;
  while (everyMs !== undefined && rows.counted() < operations && performance.now() < untilMs) {
    await sleep(everyMs);
    const fault = faults[Math.floor(random() * faults.length)];
    onProgress?.(`${rows.counted()} of ${operations} operations, ${oldReads.length} too old; ${fault?.name}`);
    if (rows.counted() < operations) await fault?.happen();
    happened++;
  }
  if (performance.now() >= untilMs) rows.stop();
  for (const { ended } of running) await ended;
  return { operations: rows.counted(), faults: happened, oldReads };
}
