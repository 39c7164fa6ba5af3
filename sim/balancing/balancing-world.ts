import { random } from '../workloads/random.ts';
import type { BalancingScenario, Fault, SimGroup } from './scenario.ts';
import { type Algorithm, SimTargetGroup } from './sim-target-group.ts';
import { Tally } from './tally.ts';
import { serviceSeconds } from './unit.ts';

/** What one target group did in one minute, and how many of its targets were unhealthy at its end. */
export interface MinuteSeen {
  readonly tally: Tally;
  readonly unhealthy: number;
}

/** What can be known at a moment. */
export interface Known {
  readonly atSeconds: number;
  /** What was published, oldest first: minutes up to the one before the last. */
  readonly published: readonly Readonly<Record<string, MinuteSeen>>[];
  /** Targets of each target group by state, as the load balancer tells whoever asks. */
  readonly targets: Readonly<Record<string, TargetCounts>>;
  /** Units that each target group was told to have. */
  readonly asked: Readonly<Record<string, number>>;
}

export type TargetCounts = Readonly<Record<'healthy' | 'unhealthy' | 'draining', number>>;

/** Sets weights by what is known. */
export interface Weigher {
  /** Weights from now on, by group; null to leave them. */
  weigh(known: Known): Readonly<Record<string, number>> | null;
}

/** How a fleet is balanced. */
export interface Strategy {
  readonly name: string;
  readonly algorithm: Algorithm;
  /** Whether all units are in one target group, so that nothing is weighted. */
  readonly oneGroup: boolean;
  /** How long units stay after it was told that they will be taken away. */
  readonly noticeSeconds: number;
  weigher(scenario: BalancingScenario): Weigher;
}

export interface BalancedRun {
  readonly all: Tally;
  readonly byGroup: Readonly<Record<string, Tally>>;
}

/** A load balancer takes a new weight over within this long. */
const takeOverSeconds = 10;
/** Metrics of a minute are there a minute after its end. */
const publishedAfter = 1;
/** Whoever sets weights may look each half a minute, some time after health checks have told what faults do. */
const lookSeconds = 30;
const lookPhaseSeconds = 20;
/** An event that a capacity has changed is there within this long. */
const eventSeconds = 10;

/**
 * Runs requests, one by one, through a load balancer. `perMinute` tells how many arrive, in whatever unit: they are scaled so
 * that the fleet is as busy at the peak as the scenario says. All strategies see the same arrivals.
 */
export function runBalanced(
  scenario: BalancingScenario,
  strategy: Strategy,
  perMinute: readonly number[],
  seed: number,
): BalancedRun {
  return new BalancingWorld(scenario, strategy, seed).run(perMinute);
}

class BalancingWorld {
  private readonly scenario: BalancingScenario;
  private readonly names: readonly string[];
  private readonly groups: ReadonlyMap<string, SimTargetGroup>;
  private readonly weigher: Weigher;
  private readonly arrivals;
  private readonly choices;
  private weights: Readonly<Record<string, number>>;
  /** The weights that held before, and until when. */
  private before: Readonly<Record<string, number>>;
  private takenOverSeconds = 0;
  private readonly noticeSeconds: number;
  private faults: readonly Fault[] = [];
  private readonly minutes: Record<string, MinuteSeen>[] = [];

  constructor(scenario: BalancingScenario, strategy: Strategy, seed: number) {
    this.scenario = scenario;
    this.noticeSeconds = strategy.noticeSeconds;
    this.arrivals = random(seed);
    this.choices = random(seed + 1);
    const pools = Map.groupBy(scenario.groups, ({ pool }) => (strategy.oneGroup ? 'all' : pool));
    this.groups = new Map(
      [...pools].map(([name, of]) => [name, new SimTargetGroup(of, strategy.algorithm, this.choices)]),
    );
    this.names = [...this.groups.keys()];
    this.weights = Object.fromEntries(this.names.map((name) => [name, 1]));
    this.before = this.weights;
    this.weigher = strategy.weigher(scenario);
  }

  run(perMinute: readonly number[]): BalancedRun {
    const all = new Tally();
    const byGroup = Object.fromEntries(this.names.map((name) => [name, new Tally()]));
    const scale = this.perSecond() / Math.max(...perMinute);
    perMinute.forEach((value, minute) => {
      this.runMinute(minute, value * scale, (name, seconds, failed) => {
        all.add(seconds, failed);
        byGroup[name]?.add(seconds, failed);
      });
    });
    return { all, byGroup };
  }

  /** Requests a second at the peak. */
  private perSecond(): number {
    const servers = this.scenario.groups.reduce((sum, { units, serversPerUnit }) => sum + units * serversPerUnit, 0);
    return (this.scenario.busyShare * servers) / serviceSeconds;
  }

  private runMinute(minute: number, perSecond: number, onAnswered: OnAnswered): void {
    this.faults = this.scenario.faults.filter(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute);
    const tallies = Object.fromEntries(this.names.map((name) => [name, new Tally()]));
    const startSeconds = minute * 60;
    let dueSeconds = startSeconds;
    for (let at = startSeconds + this.gap(perSecond); at < startSeconds + 60; at += this.gap(perSecond)) {
      for (; at >= dueSeconds; dueSeconds += SimTargetGroup.everySeconds) this.happen(dueSeconds);
      const name = this.choose(at < this.takenOverSeconds ? this.before : this.weights);
      const { seconds, failed } = (this.groups.get(name) as SimTargetGroup).answer(at, this.faultOf);
      tallies[name]?.add(seconds, failed);
      onAnswered(name, seconds, failed);
    }
    const seen = this.names.map((name) => [
      name,
      { tally: tallies[name] as Tally, unhealthy: this.groups.get(name)?.unhealthy() ?? 0 },
    ]);
    this.minutes.push(Object.fromEntries(seen));
  }

  /** Takes away the units whose notice is over. */
  private shrink(atSeconds: number): void {
    for (const { group, atMinute, units } of this.scenario.scaleIns) {
      const of = this.scenario.groups.find(({ name }) => name === group);
      if (atMinute * 60 + this.noticeSeconds !== atSeconds || of === undefined) continue;
      for (const pool of this.groups.values()) pool.shrink(of, units);
    }
  }

  /** Units that each target group was told to have by now. */
  private asked(atSeconds: number): Readonly<Record<string, number>> {
    const told = this.scenario.scaleIns.filter(({ atMinute }) => atMinute * 60 <= atSeconds);
    const units = (group: SimGroup) => told.findLast((one) => one.group === group.name)?.units ?? group.units;
    const asked: Record<string, number> = {};
    for (const group of this.scenario.groups) asked[group.pool] = (asked[group.pool] ?? 0) + units(group);
    return asked;
  }

  /** What happens every ten seconds: health checks, and now and then a look at the weights. */
  private happen(atSeconds: number): void {
    this.shrink(atSeconds);
    for (const group of this.groups.values()) group.check(atSeconds, this.faultOf);
    if (!this.isLookTime(atSeconds)) return;
    const weighed = this.weigher.weigh(this.known(atSeconds));
    if (weighed === null) return;
    this.before = atSeconds === 0 ? weighed : this.weights;
    this.weights = weighed;
    this.takenOverSeconds = atSeconds + takeOverSeconds;
  }

  private isLookTime(atSeconds: number): boolean {
    if (atSeconds === 0 || atSeconds % lookSeconds === lookPhaseSeconds) return true;
    return this.scenario.scaleIns.some(({ atMinute }) => atSeconds === atMinute * 60 + eventSeconds);
  }

  private known(atSeconds: number): Known {
    const minute = Math.floor(atSeconds / 60);
    const each = <T>(value: (group: SimTargetGroup) => T) =>
      Object.fromEntries([...this.groups].map(([name, group]) => [name, value(group)] as const));
    return {
      atSeconds,
      published: this.minutes.slice(0, Math.max(0, minute - publishedAfter)),
      targets: each((group) => ({
        healthy: group.healthy(),
        unhealthy: group.unhealthy(),
        draining: group.draining(),
      })),
      asked: this.asked(atSeconds),
    };
  }

  private gap(perSecond: number): number {
    return -Math.log(1 - this.arrivals.uniform()) / perSecond;
  }

  private readonly faultOf = ({ name }: SimGroup): Fault | null =>
    this.faults.find(({ group }) => group === name) ?? null;

  private choose(weights: Readonly<Record<string, number>>): string {
    let total = 0;
    for (const name of this.names) total += weights[name] ?? 0;
    let left = this.choices.uniform() * total;
    for (const name of this.names) {
      left -= weights[name] ?? 0;
      if (left < 0) return name;
    }
    return this.names[this.names.length - 1] ?? '';
  }
}

type OnAnswered = (group: string, seconds: number, failed: boolean) => void;
