import type { Random } from '../workloads/random.ts';
import type { Fault } from './scenario.ts';

/** How long a request takes: log-normal, a tenth of a second on average. */
export const serviceSeconds = 0.1;
const sigma = 0.5;
/** Clients, and the load balancer, give up after this long. */
const patienceSeconds = 10;
/** An error that a broken program answers at once, and a connection that is not taken. */
const errorSeconds = 0.01;
const unansweredSeconds = 5;

/** What became of one request. */
export interface Answered {
  readonly seconds: number;
  readonly failed: boolean;
}

/** One machine: requests wait for a free server, in order. */
export class Unit {
  /** When each server is free, seconds since the run began. */
  private readonly freeAt: Float64Array;
  private readonly random: Random;
  /** Requests and errors of the last seconds, for the load balancer's own mitigation. */
  recentRequests = 0;
  recentErrors = 0;

  constructor(servers: number, random: Random) {
    this.freeAt = new Float64Array(servers);
    this.random = random;
  }

  answer(atSeconds: number, fault: Fault | null): Answered {
    const answered = this.work(atSeconds, fault);
    this.recentRequests++;
    if (answered.failed) this.recentErrors++;
    return answered;
  }

  private work(atSeconds: number, fault: Fault | null): Answered {
    if (fault?.dead) return { seconds: unansweredSeconds, failed: true };
    if (fault !== null && fault.errorShare > 0 && this.random.uniform() < fault.errorShare) {
      return { seconds: errorSeconds, failed: true };
    }
    const server = this.freest();
    const startSeconds = Math.max(atSeconds, this.freeAt[server] ?? 0);
    if (startSeconds - atSeconds > patienceSeconds) return { seconds: patienceSeconds, failed: true };
    const meanSeconds = serviceSeconds * (fault?.slower ?? 1);
    const endSeconds = startSeconds + meanSeconds * Math.exp(sigma * this.random.normal() - (sigma * sigma) / 2);
    this.freeAt[server] = endSeconds;
    return { seconds: endSeconds - atSeconds, failed: false };
  }

  private freest(): number {
    let found = 0;
    for (let server = 1; server < this.freeAt.length; server++) {
      if ((this.freeAt[server] ?? 0) < (this.freeAt[found] ?? 0)) found = server;
    }
    return found;
  }
}
