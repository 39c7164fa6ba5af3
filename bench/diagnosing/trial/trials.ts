import type { Snapshot } from './play.ts';
import type { ReadResources } from './readings.ts';
import { plenty, type Settings } from './settings.ts';

/** What gives out, by the names that a diagnosis goes by; `resource` is null where nobody reads it. */
export interface Named {
  readonly tier: string;
  readonly resource: string | null;
}

/** Something that gives out, and how it is known at what load. */
export interface KnownLimit extends Named {
  /** Requests per second, from which the load is made. */
  readonly about: number;
  /** Where it gave out in truth, by what was counted of it between two snapshots; nobody who diagnoses is told. */
  truth(first: Snapshot, last: Snapshot): number;
}

/** One limit of a known size that is put into the service, and what is next once it is lifted. */
export interface Trial {
  readonly limit: string;
  readonly settings: Settings;
  /** The same with the limit lifted. */
  readonly lifted: Settings;
  readonly read: ReadResources;
  readonly truth: KnownLimit;
  readonly next: KnownLimit;
  /** Why it cannot be told from others, so that "unknown" is right too; left out where it can. */
  readonly unknownSince?: string;
}

const all: ReadResources = { pool: true, workers: true, loop: false };
const threeWorkers = { downstream: { workers: 3, heldMs: 9 } };
const nextWorkers: KnownLimit = {
  ...{ tier: 'payments', resource: 'workers', about: 310 },
  truth: held('downstream', 'workers', 3),
};
const poolOfThree = limited({ ...threeWorkers, pool: { size: 3, heldMs: 17 } }, { pool: plenty.pool });
const pool = (atOnce: number, about: number, resource: string | null): KnownLimit => ({
  ...{ tier: 'web', resource, about },
  truth: held('service', 'pool', atOnce),
});

const spinning = limited({ ...threeWorkers, spinMs: 5 }, { spinMs: plenty.spinMs });
const thread = (resource: string | null): KnownLimit => ({
  ...{ tier: 'web', resource, about: 180 },
  truth: oneProcessor(({ service }) => service.cpuSeconds),
});

/** Each of them alone, and behind it something larger that is read. */
export const trials: readonly Trial[] = [
  {
    limit: 'a semaphore of 2',
    ...limited({ ...threeWorkers, semaphore: { permits: 2, heldMs: 12 } }, { semaphore: plenty.semaphore }),
    read: all,
    truth: {
      ...{ tier: 'web', resource: null, about: 155 },
      truth: held('service', 'semaphore', 2),
    },
    next: nextWorkers,
  },
  { limit: 'a pool of 3', ...poolOfThree, read: all, truth: pool(3, 155, 'pool'), next: nextWorkers },
  {
    limit: 'a pool of 3 that nobody reads',
    ...poolOfThree,
    read: { ...all, pool: false },
    truth: pool(3, 155, null),
    next: nextWorkers,
  },
  {
    limit: 'a lock of the database',
    ...limited({ ...threeWorkers, lock: { keys: 1, heldMs: 6 } }, { lock: { keys: 500, heldMs: 6 } }),
    read: all,
    truth: {
      ...{ tier: 'database', resource: null, about: 150 },
      truth: held('service', 'lock', 1),
    },
    next: nextWorkers,
  },
  {
    limit: 'a slow view',
    ...limited({ ...threeWorkers, viewRows: 45_000 }, { viewRows: plenty.viewRows }),
    read: all,
    truth: {
      ...{ tier: 'database', resource: 'cpu', about: 150 },
      truth: oneProcessor(databaseCpu),
    },
    next: nextWorkers,
  },
  {
    limit: 'a slow service behind',
    ...limited(
      { downstream: { workers: 2, heldMs: 12 }, pool: { size: 4, heldMs: 12 } },
      { downstream: plenty.downstream },
    ),
    read: { ...all, workers: false },
    truth: {
      ...{ tier: 'payments', resource: null, about: 155 },
      truth: held('downstream', 'workers', 2),
    },
    next: pool(4, 285, 'pool'),
  },
  { limit: 'one thread', ...spinning, read: { ...all, loop: true }, truth: thread('loop'), next: nextWorkers },
  {
    ...{ limit: 'one thread that nobody reads', ...spinning, read: all, truth: thread(null), next: nextWorkers },
    unknownSince: 'a busy thread reads answers late, so that whatever it asks seems to take longer',
  },
];

/** What each holds for so long, so many at once, gives out at so many a second. */
function held(by: 'service' | 'downstream', span: string, atOnce: number): KnownLimit['truth'] {
  return (first, last) => {
    const passed = (of: 'ended' | 'seconds') => (last[by].spans[span]?.[of] ?? 0) - (first[by].spans[span]?.[of] ?? 0);
    return (atOnce * passed('ended')) / passed('seconds');
  };
}

/** What takes so much of the one processor that it may use. */
function oneProcessor(seconds: (snapshot: Snapshot) => number): KnownLimit['truth'] {
  const requests = ({ service }: Snapshot) => service.spans.requests?.ended ?? 0;
  return (first, last) => (requests(last) - requests(first)) / (seconds(last) - seconds(first));
}

function databaseCpu({ database }: Snapshot): number {
  return [...database.values()].reduce((sum, seconds) => sum + seconds, 0);
}

function limited(of: Partial<Settings>, lift: Partial<Settings>): Pick<Trial, 'settings' | 'lifted'> {
  const settings = { ...plenty, ...of };
  return { settings, lifted: { ...settings, ...lift } };
}
