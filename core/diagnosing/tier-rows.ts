import type { Likeness } from './likeness.ts';
import type { Loads } from './loads.ts';
import { chanceOf, type Queue, queueAt } from './queue-shape.ts';
import type { Scatter } from './scatter.ts';

/** A resource of a tier that is read, as far as it makes requests wait there. */
export interface SeenQueue {
  /** By block: requests that wait, where that is read. */
  readonly waiting: Float64Array | null;
  /** By block: the share that is busy, as the load explains it. */
  readonly busy: Float64Array;
  /** By block: the share of that which requests ask for, and of what waits too; the rest is work in the background. */
  readonly ofRequests: Float64Array;
  readonly servers: number;
  /** How long its queue is, beside one of exponential times; and what it may be off by, as a share. */
  readonly likeness: Likeness;
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
  /** What each of those queues is off by, as a share of what the formula says. */
  readonly off: readonly number[];
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
  const uncounted = tier.seen.filter(({ waiting }) => waiting === null);
  const queues = uncounted.map(({ busy, ofRequests, servers, likeness, times }) => {
    const queue = queueAt(busy[block] ?? 0, { servers, spread: likeness.spread }, clients);
    const many = (times === null ? 1 : (times[block] ?? Number.NaN)) * (ofRequests[block] ?? Number.NaN);
    return { ...queue, waiting: many * queue.waiting, slope: many * queue.slope };
  });
  const arriving = groups.map(({ perSecond }) => (perSecond[block] ?? Number.NaN) / units);
  return {
    inside: tier.inside[block] ?? Number.NaN,
    clients,
    requests,
    columns: Float64Array.from([...arriving, ...queues.map(({ waiting }) => waiting)]),
    groups: groups.length,
    off: uncounted.map(({ likeness }) => likeness.off),
    counted: tier.seen.reduce((sum, seen) => sum + countedAt(seen, block) / units, 0),
    waiting: queues.reduce((sum, { waiting }) => sum + waiting, 0),
    slope: queues.reduce((sum, { slope }) => sum + slope, 0),
    chance: queues.reduce((sum, queue) => sum + chanceOf(queue, requests), 0),
    scatter: scatterOf(tier, total, block, queues),
  };
}

/** Requests that are counted as waiting for something that is read; none where that is not counted. */
function countedAt({ waiting, ofRequests }: SeenQueue, block: number): number {
  return waiting === null ? 0 : (waiting[block] ?? Number.NaN) * (ofRequests[block] ?? Number.NaN);
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
  const counted = seen.flatMap((one) => {
    if (one.waiting === null) return [];
    const shape = { servers: one.servers, spread: 1 };
    const { worth } = queueAt(one.busy[block] ?? 0, shape, Number.POSITIVE_INFINITY);
    return [{ worth, waiting: countedAt(one, block) / (units[block] ?? 1) }];
  });
  const chance = [...queues, ...counted].reduce((sum, queue) => sum + chanceOf(queue, requests), 0);
  return { seen: value, errs: scatter.errs[block] ?? 0, bursts, freedom, requests, chance };
}
