import type { Random } from '../workloads/random.ts';
import type { EventQueue } from './event-queue.ts';
import type { Spread, Station } from './network.ts';

/** What a station did in a minute, in seconds times requests. */
export interface Areas {
  readonly busy: number;
  readonly waiting: number;
}

/** A station at work: takes requests in, and says when each is done. */
export abstract class ServerStation {
  private lastAt = 0;
  private busyArea = 0;
  private waitingArea = 0;
  private readonly servers: number;
  protected inside = 0;

  constructor(servers: number) {
    this.servers = servers;
  }

  abstract serve(now: number, seconds: number, done: (now: number) => void): void;

  /** How much was done since this was asked last. */
  areas(now: number): Areas {
    this.count(now);
    const areas = { busy: this.busyArea, waiting: this.waitingArea };
    this.busyArea = 0;
    this.waitingArea = 0;
    return areas;
  }

  /** To be called before the number inside changes. */
  protected count(now: number): void {
    const seconds = now - this.lastAt;
    this.busyArea += seconds * Math.min(this.inside, this.servers);
    this.waitingArea += seconds * Math.max(this.inside - this.servers, 0);
    this.lastAt = now;
  }
}

type Events = EventQueue<(now: number) => void>;

/** Requests stand in line for the next free server. */
class FifoStation extends ServerStation {
  private readonly events: Events;
  private readonly places: number;
  private readonly line: { seconds: number; done: (now: number) => void }[] = [];
  private head = 0;

  constructor(events: Events, servers: number) {
    super(servers);
    this.events = events;
    this.places = servers;
  }

  serve(now: number, seconds: number, done: (now: number) => void): void {
    this.count(now);
    this.inside++;
    if (this.inside <= this.places) this.begin(now, seconds, done);
    else this.line.push({ seconds, done });
  }

  private begin(now: number, seconds: number, done: (now: number) => void): void {
    this.events.push(now + seconds, (at) => {
      this.count(at);
      this.inside--;
      this.next(at);
      done(at);
    });
  }

  private next(now: number): void {
    const first = this.line[this.head];
    if (first === undefined) return;
    this.head++;
    if (this.head > 1000) this.line.splice(0, this.head);
    if (this.head > 1000) this.head = 0;
    this.begin(now, first.seconds, first.done);
  }
}

/** All requests are served at once, each at the speed that is left for it. */
class SharingStation extends ServerStation {
  private readonly events: Events;
  private readonly cores: number;
  /** Seconds of service that each request inside has had since the beginning, and the time when that was so. */
  private served = 0;
  private servedAt = 0;
  private readonly ends: EventQueue<(now: number) => void>;
  private stamp = 0;

  constructor(events: Events, ends: Events, cores: number) {
    super(cores);
    this.events = events;
    this.ends = ends;
    this.cores = cores;
  }

  serve(now: number, seconds: number, done: (now: number) => void): void {
    this.count(now);
    this.advance(now);
    this.inside++;
    this.ends.push(this.served + seconds, done);
    this.plan(now);
  }

  private speed(): number {
    return Math.min(1, this.cores / this.inside);
  }

  private advance(now: number): void {
    if (this.inside > 0) this.served += (now - this.servedAt) * this.speed();
    this.servedAt = now;
  }

  private plan(now: number): void {
    if (this.inside === 0) return;
    const stamp = ++this.stamp;
    const left = Math.max(this.ends.nextAt - this.served, 0) / this.speed();
    this.events.push(now + left, (at) => {
      if (stamp === this.stamp) this.end(at);
    });
  }

  private end(now: number): void {
    this.count(now);
    this.advance(now);
    this.served = Math.max(this.served, this.ends.nextAt);
    const done = this.ends.pop();
    this.inside--;
    this.plan(now);
    done(now);
  }
}

/** A station at work, of the discipline that it has. `newQueue` gives an empty queue. */
export function stationAtWork(station: Station, events: Events, newQueue: () => Events): ServerStation {
  return station.discipline === 'fifo'
    ? new FifoStation(events, station.servers)
    : new SharingStation(events, newQueue(), station.servers);
}

/** Seconds of one service of a given mean. */
export function drawSeconds(mean: number, spread: Spread, random: Random): number {
  const exponential = () => -Math.log(1 - random.uniform());
  if (spread === 'constant') return mean;
  if (spread === 'even') return (mean * (exponential() + exponential() + exponential())) / 3;
  if (spread === 'exponential') return mean * exponential();
  // One of ten takes much longer than the others: the squared coefficient of variation is 4.
  const [share, long] = [0.1, 4.674];
  const short = (1 - share * long) / (1 - share);
  return mean * exponential() * (random.uniform() < share ? long : short);
}
