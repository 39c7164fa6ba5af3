import { describe, expect, it } from 'vitest';
import { judgeNetwork } from '../../../sim/diagnosing/judge-network.ts';
import { makeNetwork } from '../../../sim/diagnosing/make-network.ts';
import type { Network, Station } from '../../../sim/diagnosing/network.ts';
import { runNetwork } from '../../../sim/diagnosing/run-network.ts';
import { random } from '../../../sim/workloads/random.ts';

const minutes = 400;

function station(over: Partial<Station> = {}): Station {
  return {
    name: 'r1',
    tier: 'tier1',
    kind: 'cpu',
    discipline: 'fifo',
    servers: 1,
    spread: 'exponential',
    read: { as: 'busy' },
    queueRead: true,
    background: 0,
    ...over,
  };
}

function network(
  stations: readonly Station[],
  seconds: readonly number[],
  load: number,
  thinkSeconds: number | null,
): Network {
  const route = seconds.map((each, at) => ({ station: at, seconds: each }));
  return {
    stations,
    minutes,
    classes: [{ name: 'all', route, load: new Array<number>(minutes).fill(load), thinkSeconds }],
  };
}

/** Means over all minutes: inside the tier, busy and waiting at the first station, completed per second. */
function played(made: Network) {
  const told = runNetwork(made, random(5));
  const mean = (of: (minute: (typeof told)[number]) => number) =>
    told.reduce((sum, one) => sum + of(one), 0) / told.length;
  return {
    inside: mean(({ tiers }) => tiers.get('tier1')?.inside ?? 0),
    busy: mean(({ stations }) => stations[0]?.busy ?? 0),
    waiting: mean(({ stations }) => stations[0]?.waiting ?? 0),
    completed: mean(({ completed }) => completed[0] ?? 0),
  };
}

/** Erlang's formula: how many wait on average. */
function erlangWaiting(servers: number, offered: number): number {
  let blocked = 1;
  for (let one = 1; one <= servers; one++) blocked = (offered * blocked) / (one + offered * blocked);
  const waits = blocked / (1 - (offered / servers) * (1 - blocked));
  return (waits * offered) / (servers - offered);
}

/** Exact mean-value analysis of one class: throughput with so many clients. */
function meanValueThroughput(demands: readonly number[], clients: number, thinkSeconds: number): number {
  let [queues, throughput] = [demands.map(() => 0), 0];
  for (let count = 1; count <= clients; count++) {
    const times = demands.map((demand, at) => demand * (1 + (queues[at] ?? 0)));
    throughput = count / (thinkSeconds + times.reduce((sum, time) => sum + time, 0));
    queues = times.map((time) => throughput * time);
  }
  return throughput;
}

describe('a played network', () => {
  it.each([
    ['one server in turn', { servers: 1 }, 0.08, 8],
    ['four servers in turn', { servers: 4 }, 0.3, 11],
    ['two processors shared', { servers: 2, discipline: 'sharing', spread: 'wide' }, 0.2, 7],
  ] as const)('queues as theory has it: %s', (_, over, seconds, load) => {
    const { inside, busy, waiting, completed } = played(network([station(over)], [seconds], load, null));
    const offered = load * seconds;
    expect(completed).toBeCloseTo(load, 0);
    expect(busy / offered).toBeCloseTo(1, 1);
    const expected = erlangWaiting(over.servers, offered);
    expect(Math.abs(waiting / expected - 1)).toBeLessThan(0.12);
    expect(Math.abs(inside / (expected + offered) - 1)).toBeLessThan(0.1);
  });

  it('has half the queue where every service takes the same', () => {
    const { waiting } = played(network([station({ spread: 'constant' })], [0.08], 10, null));
    expect(waiting).toBeGreaterThan(0.8 * 1.6);
    expect(waiting).toBeLessThan(1.2 * 1.6);
  });

  it('keeps its clients waiting as mean-value analysis has it', () => {
    const demands = [0.05, 0.12, 0.03];
    const stations = demands.map((_, at) => station({ name: `r${at}` }));
    const { completed } = played(network(stations, demands, 12, 0.5));
    expect(Math.abs(completed / meanValueThroughput(demands, 12, 0.5) - 1)).toBeLessThan(0.02);
  });
});

describe('networks that are made up', () => {
  const all = Array.from({ length: 200 }, (_, seed) => makeNetwork(seed + 1));

  it('have 2 to 12 resources, one to three classes, and loads over a factor of at least two', () => {
    for (const { network: made, isClosed } of all) {
      expect(made.stations.length).toBeGreaterThanOrEqual(2);
      expect(made.stations.length).toBeLessThanOrEqual(12);
      expect(made.classes.length).toBeLessThanOrEqual(3);
      if (isClosed) continue;
      const totals = Array.from({ length: made.minutes }, (_, at) =>
        made.classes.reduce((sum, { load }) => sum + (load[at] ?? 0), 0),
      );
      expect(Math.max(...totals) / Math.min(...totals)).toBeGreaterThanOrEqual(2);
    }
    expect(all.filter(({ isClosed }) => isClosed).length).toBeGreaterThan(30);
  });

  it('are judged by what is true, and the same seed is judged the same', () => {
    const judged = judgeNetwork({ seed: 300_001, noise: 0.05 });
    expect(judged.demandErrors.length).toBeGreaterThan(0);
    expect(judgeNetwork({ seed: 300_001, noise: 0.05 })).toEqual(judged);
  });
});
