import { setTimeout as sleep } from 'node:timers/promises';
import { askRedis } from '../../../local/redis/ask-redis.ts';
import type { Topology } from '../topologies.ts';

interface Fault {
  readonly name: string;
  happen(): Promise<void>;
}

/** Shorter than it takes to be failed over: who wakes after that believes for a moment to be the master still. */
const hangMs = 500;
const failOverMs = 4000;
const slowMs = 150;

/** What happens to servers; each ends with all of them running. */
export function faultsOf(topology: Topology): readonly Fault[] {
  let keys = 0;
  const some = () => topology.masterOf(`any/${keys++}`);
  const killed = async (goneMs: number) => {
    const master = await some();
    await master.signal('SIGKILL');
    await sleep(goneMs);
    await master.revive();
  };
  const faults: Fault[] = [
    {
      name: 'a server hangs',
      happen: async () => {
        const master = await some();
        await master.signal('SIGSTOP');
        await sleep(hangMs);
        await master.signal('SIGCONT');
      },
    },
    { name: 'a server is killed and comes back at once', happen: () => killed(100) },
    {
      name: 'a server is slow',
      happen: async () => void (await askRedis((await some()).port, 'client', 'pause', String(slowMs), 'all')),
    },
    {
      name: 'scripts are forgotten',
      happen: async () => void (await askRedis((await some()).port, 'script', 'flush')),
    },
  ];
  if (topology.servers.length > 1)
    faults.push({
      name: 'a master is killed, and a replica takes over',
      happen: async () => {
        await killed(failOverMs);
        await topology.settled();
      },
    });
  return faults;
}
