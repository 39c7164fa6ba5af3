const connectionKnobs = {
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1000,
  /** A server whose machine has gone says nothing, and TCP waits for a quarter of an hour. */
  socketTimeout: 1000,
} as const;
const againMs = 100;

/**
 * Knobs of ioredis with which a server that has gone is noticed at once: nothing waits in a queue for it, and it is tried
 * again ten times a second. After a fail-over, whoever has become a replica is left.
 */
export const ioredisKnobs = {
  ...connectionKnobs,
  enableOfflineQueue: false,
  retryStrategy: () => againMs,
  sentinelRetryStrategy: () => againMs,
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} as const;

/** The same for `new Cluster(nodes, ioredisClusterKnobs)`; with `redisOptions: { ...ioredisClusterKnobs.redisOptions, tls: {} }`. */
export const ioredisClusterKnobs = {
  enableOfflineQueue: false,
  clusterRetryStrategy: () => againMs,
  retryDelayOnFailover: againMs,
  retryDelayOnClusterDown: againMs,
  // While a slot is moved, what is asked for may be half on one node and half on the other, for as long as that lasts.
  retryDelayOnTryAgain: 5,
  redisOptions: connectionKnobs,
} as const;
