import type { Random } from '../workloads/random.ts';
import { EventQueue } from './event-queue.ts';
import type { Network, RequestClass, Visit } from './network.ts';
import { drawSeconds, type ServerStation, stationAtWork } from './server-station.ts';

/** What truly happened in a tier in one minute: means over it, and how many requests left. */
export interface TierMinute {
  readonly inside: number;
  readonly left: number;
  /** Seconds that those who left had been inside, as a mean; null where none left. */
  readonly seconds: number | null;
}

/** What truly happened in one minute. */
export interface Minute {
  /** Requests per second that were completed, by class. */
  readonly completed: readonly number[];
  readonly tiers: ReadonlyMap<string, TierMinute>;
  /** By station: servers that were busy, and requests that waited. */
  readonly stations: readonly { readonly busy: number; readonly waiting: number }[];
  readonly clients: number;
}

/** Minutes that run before the first is told. */
const warmUpMinutes = 10;
/** Background work comes in pieces of so many seconds. */
const backgroundSeconds = 0.05;

type Happening = (now: number) => void;

/** Plays a network, event by event. */
export function runNetwork(network: Network, random: Random): readonly Minute[] {
  return new Run(network, random).minutes();
}

interface TierCount {
  inside: number;
  area: number;
  lastAt: number;
  left: number;
  seconds: number;
}

class Run {
  private readonly network: Network;
  private readonly random: Random;
  private readonly events = new EventQueue<Happening>();
  private readonly stations: readonly ServerStation[];
  private readonly tiers = new Map<string, TierCount>();
  private readonly completed: number[];
  private readonly clients: number[];
  private minute = -warmUpMinutes;

  constructor(network: Network, random: Random) {
    this.network = network;
    this.random = random;
    const newQueue = () => new EventQueue<Happening>();
    this.stations = network.stations.map((station) => stationAtWork(station, this.events, newQueue));
    for (const { tier } of network.stations)
      this.tiers.set(tier, { inside: 0, area: 0, lastAt: 0, left: 0, seconds: 0 });
    this.completed = network.classes.map(() => 0);
    this.clients = network.classes.map(() => 0);
  }

  minutes(): Minute[] {
    this.network.stations.forEach((_, index) => {
      this.startBackground(index);
    });
    const told: Minute[] = [];
    for (let start = 0; this.minute < this.network.minutes; this.minute++, start += 60) {
      this.startMinute(start);
      this.runUntil(start + 60);
      const minute = this.tell(start + 60);
      if (this.minute >= 0) told.push(minute);
    }
    return told;
  }

  private runUntil(end: number): void {
    const { events } = this;
    while (events.nextAt < end) {
      const at = events.nextAt;
      events.pop()(at);
    }
  }

  private startMinute(start: number): void {
    this.network.classes.forEach((one, index) => {
      const load = one.load[Math.max(this.minute, 0)] ?? 0;
      if (one.thinkSeconds === null) this.arrivals(one, index, load, start, start + 60);
      else this.admit(one, index, load, one.thinkSeconds, start);
    });
  }

  /** Arrivals of a minute, each planned by the one before. */
  private arrivals(one: RequestClass, index: number, perSecond: number, now: number, end: number): void {
    const at = now + this.exponential(1 / perSecond);
    if (at >= end) return;
    this.events.push(at, () => {
      this.visit(one.route, 0, at, at, () => {
        this.completed[index] = (this.completed[index] ?? 0) + 1;
      });
      this.arrivals(one, index, perSecond, at, end);
    });
  }

  /** Lets new clients in; those that are too many go when they have their answer. */
  private admit(one: RequestClass, index: number, wanted: number, thinkSeconds: number, now: number): void {
    const cycle: Happening = (at) => {
      if ((this.clients[index] ?? 0) > (one.load[Math.max(this.minute, 0)] ?? 0)) {
        this.clients[index] = (this.clients[index] ?? 0) - 1;
        return;
      }
      const asksAt = at + this.exponential(thinkSeconds);
      this.events.push(asksAt, () => {
        this.visit(one.route, 0, asksAt, asksAt, (done) => {
          this.completed[index] = (this.completed[index] ?? 0) + 1;
          cycle(done);
        });
      });
    };
    while ((this.clients[index] ?? 0) < wanted) {
      this.clients[index] = (this.clients[index] ?? 0) + 1;
      cycle(now);
    }
  }

  /** One step of a request's way. `enteredAt` is when it came into the tier that it is in. */
  private visit(route: readonly Visit[], step: number, enteredAt: number, now: number, done: Happening): void {
    const visit = route[step];
    if (visit === undefined) {
      done(now);
      return;
    }
    const tier = this.tierOf(visit);
    const begins = step === 0 || this.tierOf(route[step - 1]) !== tier;
    const ends = this.tierOf(route[step + 1]) !== tier;
    const since = begins ? now : enteredAt;
    if (begins) this.enter(tier, now, 1);
    const { spread = 'exponential' } = this.network.stations[visit.station] ?? {};
    this.stations[visit.station]?.serve(now, drawSeconds(visit.seconds, spread, this.random), (at) => {
      if (ends) this.leave(tier, at, at - since);
      this.visit(route, step + 1, since, at, done);
    });
  }

  private tierOf(visit: Visit | undefined): string | null {
    return visit === undefined ? null : (this.network.stations[visit.station]?.tier ?? null);
  }

  private enter(name: string | null, now: number, by: 1 | -1): TierCount | null {
    const tier = name === null ? undefined : this.tiers.get(name);
    if (tier === undefined) return null;
    tier.area += (now - tier.lastAt) * tier.inside;
    tier.lastAt = now;
    tier.inside += by;
    return tier;
  }

  private leave(name: string | null, now: number, seconds: number): void {
    const tier = this.enter(name, now, -1);
    if (tier === null) return;
    tier.left++;
    tier.seconds += seconds;
  }

  private startBackground(index: number): void {
    const { background = 0, servers = 1 } = this.network.stations[index] ?? {};
    if (background === 0) return;
    const every = backgroundSeconds / (background * servers);
    const next: Happening = (now) => {
      this.events.push(now + this.exponential(every), (at) => {
        this.stations[index]?.serve(at, drawSeconds(backgroundSeconds, 'exponential', this.random), () => {});
        next(at);
      });
    };
    next(0);
  }

  private exponential(mean: number): number {
    return -Math.log(1 - this.random.uniform()) * mean;
  }

  private tell(now: number): Minute {
    const tiers = [...this.tiers.keys()].map((name) => [name, this.tellTier(name, now)] as const);
    const minute = {
      completed: this.completed.map((count) => count / 60),
      tiers: new Map(tiers),
      stations: this.stations.map((station) => {
        const { busy, waiting } = station.areas(now);
        return { busy: busy / 60, waiting: waiting / 60 };
      }),
      clients: this.clients.reduce((sum, count) => sum + count, 0),
    };
    this.completed.fill(0);
    return minute;
  }

  private tellTier(name: string, now: number): TierMinute {
    const tier = this.tiers.get(name) as TierCount;
    tier.area += (now - tier.lastAt) * tier.inside;
    const { area, left, seconds, inside } = tier;
    this.tiers.set(name, { inside, area: 0, lastAt: now, left: 0, seconds: 0 });
    return { inside: area / 60, left, seconds: left === 0 ? null : seconds / left };
  }
}
