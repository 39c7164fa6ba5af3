import type { Outcome } from '../../../core/model/outcome.ts';
import type { PartSeries, Point } from '../../../core/readings/series.ts';
import { nameOfPart, type SourceConfig } from '../../../core/readings/source-kinds.ts';
import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import type { Capacity } from '../../../core/scaling/observation.ts';
import { Waiting } from '../../../core/scaling/policies/provisioner/staffing/waiting.ts';
import type { ScalingWorld } from '../../../core/scaling/ports.ts';
import { type Random, random } from '../../workloads/random.ts';
import { type Profile, profiles, unitRate } from '../world/profile.ts';
import { Fleet } from './fleet.ts';
import { type Misfortunes, noMisfortune } from './misfortunes.ts';

/** What happened in a minute. */
export interface Minute {
  /** Requests per second that arrived for the first time, and with what came again. */
  readonly fresh: number;
  readonly offered: number;
  readonly served: number;
  /** Units of full worth that would have sufficed for the fresh demand: P(W > tau) at most the profile's tail. */
  readonly need: number;
  readonly asked: number;
  readonly running: number;
  /** Units of size 1 that what ran was worth. */
  readonly worth: number;
  /** The busy share of what ran, 0..1. */
  readonly utilisation: number;
  /** The share of requests that waited too long. */
  readonly violation: number;
}

interface Published extends Point {
  readonly visibleAtMs: number;
}

type Metric = 'demand' | 'utilisation' | 'running' | 'backlog';

/**
 * A world in which much goes wrong, minute by minute, behind the ports that the real one has. Each minute units land or are
 * lost, looks come (`World.pass` lets the caller make them), then the minute is served and its metrics go out.
 * Deterministic for a seed.
 */
export class FaultyWorld implements ScalingWorld {
  readonly startMs: number;
  nowMs: number;
  readonly minutes: Minute[] = [];
  readonly fate: Misfortunes;
  readonly random: Random;
  readonly fleet: Fleet;
  private readonly config: ScalableConfig;
  private readonly profile: Profile;
  private readonly waiting: Waiting;
  private readonly metrics: Record<Metric, Published[]> = { demand: [], utilisation: [], running: [], backlog: [] };
  private backlog = 0;
  private again = 0;

  constructor(
    config: ScalableConfig,
    asked: number,
    fate: Partial<Misfortunes> = {},
    seed = 1,
    profile = profiles[60],
  ) {
    this.config = config;
    this.profile = profile;
    this.waiting = new Waiting(profile);
    this.fate = { ...noMisfortune, ...fate };
    this.random = random(seed);
    this.startMs = Date.UTC(2026, 0, 5);
    this.nowMs = this.startMs;
    this.fleet = new Fleet(asked, this.fate, this.random);
  }

  get sinceStartMs(): number {
    return this.nowMs - this.startMs;
  }

  /** Lets a minute begin: something may be lost. Looks may then be made, before `end`. */
  begin(): void {
    const share = this.fate.lossAt(this.sinceStartMs);
    if (share > 0) this.fleet.lose(share, this.sinceStartMs);
  }

  /** Serves the minute with this much fresh demand, publishes its metrics and moves the clock on. */
  end(fresh: number): void {
    const minute = this.serve(fresh);
    this.minutes.push(minute);
    this.publish(minute);
    this.nowMs += this.profile.stepSeconds * 1000;
  }

  readonly settings = {
    scalable: async (): Promise<ScalableConfig> => this.config,
    overrides: async (): Promise<readonly never[]> => [],
  };

  readonly alarms = { state: async (): Promise<null> => null };

  readonly target = {
    capacity: async (): Promise<Capacity> => this.capacity(),
    setCapacity: async (_: unknown, units: number): Promise<Outcome> => {
      if (this.fate.actFails(this.sinceStartMs, this.random)) throw new Error('the change of capacity failed');
      this.fleet.ask(units, this.sinceStartMs);
      return { is: 'applied', because: null };
    },
  };

  readonly source = {
    read: async (part: SourceConfig, fromMs: number, toMs: number): Promise<PartSeries> => {
      const points: Point[] = [];
      const published = this.metrics[nameOfPart(part) as Metric];
      for (let at = published.length - 1; at >= 0; at--) {
        const { atMs, value, visibleAtMs } = published[at] as Published;
        if (atMs < fromMs) break;
        if (atMs < toMs && visibleAtMs <= this.nowMs) points.push({ atMs, value });
      }
      return { metric: { points, trouble: null }, witness: null };
    },
  };

  private capacity(): Capacity {
    const { asked } = this.fleet;
    const running = this.fleet.running(this.sinceStartMs);
    const nothing = { keepBecause: null, voidOutBecause: null, voidInBecause: null };
    return { asked, running, inFlight: Math.max(0, asked - running), min: null, max: null, ...nothing };
  }

  private serve(fresh: number): Minute {
    const { stepSeconds, backlogSeconds, waitSeconds } = this.profile;
    const worth = this.fleet.worth(this.sinceStartMs) * this.fate.capacityShare(this.sinceStartMs);
    const capacity = worth * unitRate(this.profile);
    const offered = fresh + this.again;
    const work = offered + this.backlog / stepSeconds;
    const served = Math.min(work, capacity);
    this.backlog = Math.min(Math.max(0, (work - capacity) * stepSeconds), backlogSeconds * capacity);
    const late = this.backlog > waitSeconds * capacity;
    const violation = late ? 1 : this.tail(worth, offered);
    this.again = fresh * violation * this.fate.retries;
    const { asked } = this.fleet;
    const need = this.waiting.need(fresh);
    const utilisation = capacity === 0 ? 1 : served / capacity;
    return {
      fresh,
      offered,
      served,
      need,
      asked,
      running: this.fleet.running(this.sinceStartMs),
      worth,
      utilisation,
      violation,
    };
  }

  /** P(W > tau) of units that are worth a number that need not be whole: between those of the whole numbers beside it. */
  private tail(worth: number, perSecond: number): number {
    const below = Math.max(1, Math.floor(worth));
    const [more, less] = [below, below + 1].map((units) => this.waiting.tail(units, perSecond)) as [number, number];
    const share = Math.max(0, worth - below);
    return more === 0 || less === 0 ? (1 - share) * more : more ** (1 - share) * less ** share;
  }

  private publish(minute: Minute): void {
    const { sinceStartMs, fate, random } = this;
    if (fate.isLost(sinceStartMs, random)) return;
    const endMs = this.nowMs + this.profile.stepSeconds * 1000;
    const visibleAtMs = endMs + fate.metricDelaySeconds(sinceStartMs, random) * 1000;
    const tell = (metric: Metric, value: number): void => {
      this.metrics[metric].push({ atMs: this.nowMs, value, visibleAtMs });
    };
    tell('demand', fate.censored ? minute.served : minute.offered);
    tell('utilisation', minute.utilisation);
    tell('running', minute.running);
    tell('backlog', this.backlog);
  }
}
