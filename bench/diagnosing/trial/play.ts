import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../../../local/postgres/start-postgres.ts';
import { favour } from './favour.ts';
import type { LoadOrders } from './load.ts';
import type { Counters } from './meter.ts';
import { cpuOfChildren } from './process-cpu.ts';
import type { ServiceOrders, Settings } from './settings.ts';
import { postmasterOf } from './trial-server.ts';

/** What all processes had counted at the same moment. */
export interface Snapshot {
  readonly load: Counters;
  readonly service: Counters;
  readonly downstream: Counters;
  /** Processor seconds of each process of the database, by its id. */
  readonly database: ReadonlyMap<string, number>;
}

interface Told {
  readonly port?: number;
  readonly counters?: Counters;
}

interface Child {
  readonly port: number;
  counters(): Promise<Counters>;
  stop(): Promise<void>;
}

/** Plays so many seconds of load on a service of these settings and tells what was counted, second by second. */
export async function play(
  server: PostgresServer,
  settings: Settings,
  perSecond: readonly number[],
): Promise<readonly Snapshot[]> {
  const postmaster = postmasterOf(server);
  const children: Child[] = [];
  const started = async (file: string, orders: object) => {
    const child = await start(file, orders);
    children.push(child);
    return child;
  };
  try {
    const downstream = await started('downstream.ts', settings.downstream);
    const { host, port, database, username, password } = server;
    const orders: ServiceOrders = {
      settings,
      database: { host, port, database, username, password },
      downstreamUrl: `http://127.0.0.1:${downstream.port}`,
    };
    const service = await started('shop.ts', orders);
    const load = await started('load.ts', {
      url: `http://127.0.0.1:${service.port}`,
      perSecond,
    } satisfies LoadOrders);
    const snapshots: Snapshot[] = [];
    for (let second = 0; second <= perSecond.length; second++) {
      const [ofLoad, ofService, ofDownstream] = await Promise.all(
        [load, service, downstream].map((one) => one.counters()),
      );
      snapshots.push({
        load: ofLoad as Counters,
        service: ofService as Counters,
        downstream: ofDownstream as Counters,
        database: cpuOfChildren(postmaster),
      });
      await sleep(1000);
    }
    return snapshots;
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

async function start(file: string, orders: object): Promise<Child> {
  const child = fork(join(import.meta.dirname, file), [JSON.stringify(orders)], { execArgv: [] });
  favour(child.pid ?? 0);
  // Answers come in the order of the questions.
  const waiting: { readonly resolve: (told: Told) => void; readonly reject: (error: Error) => void }[] = [];
  const answer = () => new Promise<Told>((resolve, reject) => waiting.push({ resolve, reject }));
  child.on('message', (told: Told) => waiting.shift()?.resolve(told));
  child.once('exit', (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`${file} ended with ${code}`));
  });
  const { port = 0 } = await answer();
  return {
    port,
    counters: async () => {
      const told = answer();
      child.send('read');
      const { counters } = await told;
      if (counters === undefined) throw new Error(`${file} told no counters`);
      return counters;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
