/** What one unit can do, and what counts as too little of it: an M/M/c queue of servers. */
export interface UnitCapacity {
  readonly serversPerUnit: number;
  /** Mean time one server works on one request. */
  readonly serviceSeconds: number;
  /** tau: a request that waits longer violates the objective. */
  readonly waitSeconds: number;
  /** A number of units suffices where P(W > tau) is at most this. */
  readonly needTail: number;
}
