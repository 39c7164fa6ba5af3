/**
 * Erlang's C: the probability that an arrival at an M/M/c queue has to wait.
 * By the recurrence of Erlang's B, B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1)); exact, c steps.
 * `load` is the offered load in servers (arrival rate times service time). 1 where the load is not below the servers.
 */
export function erlangC(servers: number, load: number): number {
  if (load <= 0) return 0;
  if (load >= servers) return 1;
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (load * blocked) / (k + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** P(W > tau) of an M/M/c queue, exact: C(c, a) exp(-(c - a) tau / service time). */
export function waitTail(servers: number, load: number, waitSeconds: number, serviceSeconds: number): number {
  if (load >= servers) return 1;
  return erlangC(servers, load) * Math.exp((-(servers - load) * waitSeconds) / serviceSeconds);
}
