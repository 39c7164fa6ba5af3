/**
 * For SDK clients that read, and for the ledger: the SDK retries in standard mode (adaptive mode would delay every caller
 * when one resource throttles), and a request that gets no answer is an error (a time-out alone only warns).
 */
export const readingClient = {
  retryMode: 'standard',
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
} as const;

/** For SDK clients that change capacity: `attempt` retries, since only it knows how much of the lease is left. */
export const actingClient = {
  retryMode: 'standard',
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1000 },
} as const;
