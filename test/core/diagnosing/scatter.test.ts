import { describe, expect, it } from 'vitest';
import { cutIntoBlocks } from '../../../core/diagnosing/blocks.ts';
import { diagnose } from '../../../core/diagnosing/diagnose.ts';
import { chanceOf, queueAt } from '../../../core/diagnosing/queue-shape.ts';
import { type Scatter, scatters } from '../../../core/diagnosing/scatter.ts';
import type { ServiceReadings } from '../../../core/diagnosing/service-readings.ts';
import type { Network, Station } from '../../../sim/diagnosing/network.ts';
import { readNetwork } from '../../../sim/diagnosing/read-network.ts';
import { runNetwork } from '../../../sim/diagnosing/run-network.ts';
import { random } from '../../../sim/workloads/random.ts';
import { insideOf, resource, service, tier, wave } from './made-readings.ts';

const minutes = 180;
const perSecond = 20;

/** Three hours of one queue under a steady load, and what is read of them. */
function played(busy: number, over: Partial<Station> = {}) {
  const { servers = 1 } = over;
  const station: Station = {
    ...{ name: 'lock', tier: 'web', kind: 'lock', discipline: 'fifo', servers, spread: 'exponential' },
    ...{ read: { as: 'nothing' }, queueRead: false, background: 0 },
    ...over,
  };
  const route = [{ station: 0, seconds: (servers * busy) / perSecond }];
  const load = Array.from({ length: minutes }, () => perSecond);
  const network: Network = {
    stations: [station],
    classes: [{ name: 'all', route, load, thinkSeconds: null }],
    minutes,
  };
  const told = runNetwork(network, random(3));
  return {
    waiting: told.map(({ stations }) => stations[0]?.waiting ?? 0),
    readings: readNetwork(network, told, 0.05, random(4)),
  };
}

const blocksOf = ({ classes }: ServiceReadings) =>
  cutIntoBlocks(classes[0]?.perSecond.length ?? 0, 60) as NonNullable<ReturnType<typeof cutIntoBlocks>>;
const scatterOf = (readings: ServiceReadings, name = 'web') =>
  scatters(readings, blocksOf(readings)).get(name) as Scatter;
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, one) => sum + one, 0) / values.length;

describe('how a queue moves', () => {
  it.each([
    [0.5, 1],
    [0.7, 1],
    [0.8, 1],
    [0.8, 3],
  ])('by chance, %f busy with %i servers, is foreseen within a factor of two', (busy, servers) => {
    const { waiting } = played(busy, { servers });
    const middle = mean(waiting);
    const seen = mean(waiting.map((one) => (one - middle) ** 2));
    const foreseen = chanceOf(
      { ...queueAt(busy, { servers, spread: 1 }, Number.POSITIVE_INFINITY), waiting: middle },
      perSecond * 60,
    );
    expect(Math.abs(Math.log2(seen / foreseen))).toBeLessThan(1);
  });

  it('is seen in single minutes beside what readings err by, and grows fast with how busy it is', () => {
    const of = (busy: number) => {
      const { seen, errs } = scatterOf(played(busy).readings);
      return mean(seen) / mean(errs);
    };
    expect(of(0.1)).toBeLessThan(2);
    expect(of(0.85)).toBeGreaterThan(5 * of(0.1));
  });
});

describe('a load', () => {
  /** A service whose processor gives out at 125 a second, under a wave that jumps by so much from minute to minute. */
  const jumping = (size: number) => {
    const chance = random(8);
    const loads = wave.map((load) => load * Math.max(0.2, 1 + size * chance.normal()));
    const noisy = (track: readonly number[]) => track.map((value) => value * (1 + 0.02 * chance.normal()));
    const inside = insideOf([0.008], 0.02, loads);
    const web = {
      ...tier('web', inside, [resource('cpu', 0.008, { utilisation: noisy(loads.map((load) => load * 0.008)) })]),
      throughput: noisy(loads),
      latency: noisy(inside.map((count, at) => count / (loads[at] ?? 1))),
    };
    return service([web], { classes: [{ name: 'all', perSecond: noisy(loads) }] });
  };

  it('that is smooth has no bursts, and one that jumps has them', () => {
    expect(scatterOf(jumping(0)).bursts).toBe(0);
    expect(Math.sqrt(scatterOf(jumping(0.2)).bursts)).toBeCloseTo(0.2, 1);
  });

  it('that jumps from minute to minute is not taken for something that nobody reads', () => {
    const [first] = diagnose(jumping(0.2), random(1).uniform).limits;
    expect(first).toMatchObject({ tier: 'web', resource: 'cpu' });
    expect(first?.firstPercent).toBeGreaterThan(80);
  });
});

it('nothing is told of scatter where blocks are single periods, or nobody knows what readings err by', () => {
  const whole = service([tier('web', insideOf([0.01]), [])]);
  expect(scatters({ ...whole, periodSeconds: 300 }, { length: 1, count: 36, seconds: 300 }).size).toBe(0);
  const silent = { ...whole, tiers: whole.tiers.map((one) => ({ ...one, concurrency: null })) };
  expect(scatters(silent, blocksOf(silent)).size).toBe(0);
});
