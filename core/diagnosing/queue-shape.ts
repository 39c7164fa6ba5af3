/**
 * How many wait where so much is busy. Sakasegawa's formula: `spread * busy^sqrt(2 (servers + 1)) / (1 - busy)`, exact for one
 * server with exponential times and close for others. `spread` is half of what the squares of the coefficients of variation of
 * arrivals and services add up to: 1 where both are exponential, 0.5 where services take always the same.
 */
export interface QueueShape {
  readonly servers: number;
  readonly spread: number;
}

/** What waits at some share that is busy. */
export interface Queue {
  readonly busy: number;
  /** Requests that wait, as a mean. */
  readonly waiting: number;
  /** By how much that grows when the load grows, both as shares, times what waits. */
  readonly slope: number;
  /**
   * Requests over which it moves by its own length squared. In heavy traffic these are `4 / (1 - busy)^2` of a single server (W.
   * Whitt, Planning queueing simulations, 1989); several wait for a share of the time alone, and move the more beside their
   * length. How they vary with the spread is as in queues that were played.
   */
  readonly worth: number;
}

/** Above this share nothing is steady; the curve goes on straight beyond it. */
const highest = 0.985;
/** Below this one hardly anything waits. */
const lowest = 0.02;

/**
 * Where clients wait for their answers (`clients`, else infinite), no more wait than there are: the queue that a request finds
 * is that of the other clients (Schweitzer's approximation of the arrival theorem).
 */
export function queueAt(busy: number, { servers, spread }: QueueShape, clients: number): Queue {
  if (!(busy > 0)) return { busy: 0, waiting: 0, slope: 0, worth: 0 };
  const steady = Math.min(busy, highest);
  const power = Math.sqrt(2 * (servers + 1));
  const others = steady * (1 - 1 / Math.max(clients, 1));
  const often = steady ** power;
  const waiting = (spread * often) / (1 - others);
  const beyond = 1 + (busy - steady) / (1 - highest);
  // A share of `often / steady` of the time all servers are busy.
  const worth = (4 * Math.sqrt(spread)) / ((1 - steady) ** 2 * Math.max(often, lowest ** 2));
  return { busy, waiting: waiting * beyond, slope: waiting * (power + others / (1 - others)), worth };
}

/**
 * How far the mean of a queue over so many requests is from its expectation, squared: a long queue is worth so many requests,
 * and no more than itself.
 */
export function chanceOf({ waiting, worth }: Pick<Queue, 'waiting' | 'worth'>, requests: number): number {
  return waiting * waiting * Math.min(1, worth / Math.max(requests, 1));
}
