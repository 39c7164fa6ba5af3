import type { Loads } from './loads.ts';
import { chanceOf, type Queue, queueAt } from './queue-shape.ts';
import type { Scatter } from './scatter.ts';

/** A resource of a tier that is read, as far as it makes requests wait there. */
export interface SeenQueue {
  /** By block: requests that wait, where that is read. */
  readonly waiting: Float64Array | null;
  /** By block: the share that is busy, as the load explains it. */
  readonly busy: Float64Array;
  readonly servers: number;
  /** By block: how many of such there are for each unit of the tier; one where it is of the tier itself. */
  readonly times: Float64Array | null;
}

/** What is known of a tier where something is looked for that nobody reads. */
export interface TierQueue {
  /** By block: requests in the tier itself, per unit. */
  readonly inside: Float64Array;
  readonly seen: readonly SeenQueue[];
  /** By block: units that run. */
  readonly units: Float64Array;
  /** By block: clients of the service; infinite where arrivals depend on nobody. */
  readonly clients: Float64Array;
  /** What one reading errs by, as a share of it. */
  readonly noise: number;
  /** Null where nothing tells how single periods scatter. */
  readonly scatter: Scatter | null;
}

/** One block, and all of it that stays the same whatever is tried. */
export interface Row {
  readonly inside: number;
  readonly clients: number;
  /** Requests of the service in the block, per unit. */
  readonly requests: number;
  /** Requests per second and unit by group; behind them, those that wait for what is seen and not counted, by the formula. */
  readonly columns: Float64Array;
  readonly groups: number;
  /** Requests that are counted as waiting. */
  readonly counted: number;
  /** What waits for the seen and uncounted: all of it, how it grows, and how much chance moves it. */
  readonly waiting: number;
  readonly slope: number;
  readonly chance: number;
  /** The same in single periods; null where nothing tells. */
  readonly scatter: RowScatter | null;
}

/** How single periods of a block scatter, as far as it stays the same whatever is tried. */
export interface RowScatter {
  readonly seen: number;
  readonly errs: number;
  readonly bursts: number;
  readonly freedom: number;
  /** Requests of the service in a period. */
  readonly requests: number;
  /** How much chance moves all that waits for what is seen, squared. */
  readonly chance: number;
}

/** Of every block that is known whole. */
export function rowsOf(tier: TierQueue, loads: Loads, blockSeconds: number): readonly Row[] {
  return Array.from(tier.inside.keys()).flatMap((block) => {
    const row = rowOf(tier, loads, blockSeconds, block);
    const isKnown = row.inside > 0 && Number.isFinite(row.counted) && row.columns.every(Number.isFinite);
    return isKnown ? [row] : [];
  });
}

function rowOf(tier: TierQueue, { groups, total }: Loads, blockSeconds: number, block: number): Row {
  const units = tier.units[block] ?? Number.NaN;
  const clients = tier.clients[block] ?? Number.POSITIVE_INFINITY;
  const requests = ((total[block] ?? 0) * blockSeconds) / units;
  const queues = tier.seen
    .filter(({ waiting }) => waiting === null)
    .map(({ busy, servers, times }) => {
      const queue = queueAt(busy[block] ?? 0, { servers, spread: 1 }, clients);
      const many = times === null ? 1 : (times[block] ?? Number.NaN);
      return { ...queue, waiting: many * queue.waiting, slope: many * queue.slope };
    });
  const arriving = groups.map(({ perSecond }) => (perSecond[block] ?? Number.NaN) / units);
  return {
    inside: tier.inside[block] ?? Number.NaN,
    clients,
    requests,
    columns: Float64Array.from([...arriving, ...queues.map(({ waiting }) => waiting)]),
    groups: groups.length,
    counted: tier.seen.reduce(
      (sum, { waiting }) => sum + (waiting === null ? 0 : (waiting[block] ?? Number.NaN) / units),
      0,
    ),
    waiting: queues.reduce((sum, { waiting }) => sum + waiting, 0),
    slope: queues.reduce((sum, { slope }) => sum + slope, 0),
    chance: queues.reduce((sum, queue) => sum + chanceOf(queue, requests), 0),
    scatter: scatterOf(tier, total, block, queues),
  };
}

function scatterOf(
  { scatter, seen, units }: TierQueue,
  total: Float64Array,
  block: number,
  queues: readonly Queue[],
): RowScatter | null {
  const value = scatter?.seen[block] ?? Number.NaN;
  if (scatter === null || !Number.isFinite(value)) return null;
  const { bursts, freedom, periodSeconds } = scatter;
  const requests = (total[block] ?? 0) * periodSeconds;
  const counted = seen.flatMap(({ waiting, busy, servers }) => {
    const per = units[block] ?? 1;
    if (waiting === null) return [];
    const { worth } = queueAt(busy[block] ?? 0, { servers, spread: 1 }, Number.POSITIVE_INFINITY);
    return [{ worth, waiting: (waiting[block] ?? 0) / per }];
  });
  const chance = [...queues, ...counted].reduce((sum, queue) => sum + chanceOf(queue, requests), 0);
  return { seen: value, errs: scatter.errs[block] ?? 0, bursts, freedom, requests, chance };
}
