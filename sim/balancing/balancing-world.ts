import { random } from '../workloads/random.ts';
import type { BalancingScenario, Fault, SimGroup } from './scenario.ts';
import { type Algorithm, SimTargetGroup } from './sim-target-group.ts';
import { Tally } from './tally.ts';
import { serviceSeconds } from './unit.ts';

/** What one group did in one minute, and how many of its targets were healthy at its end. */
export interface MinuteSeen {
  readonly tally: Tally;
  readonly healthy: number;
}

/** Sets weights by what was published: minutes up to the one before the last. */
export interface Weigher {
  /** Weights from now on, by group; null to leave them. `seen` are the published minutes, oldest first. */
  weigh(minute: number, seen: readonly Readonly<Record<string, MinuteSeen>>[]): Readonly<Record<string, number>> | null;
}

/** How a fleet is balanced. */
export interface Strategy {
  readonly name: string;
  readonly algorithm: Algorithm;
  /** Whether all units are in one target group, so that nothing is weighted. */
  readonly oneGroup: boolean;
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
  private faults: readonly Fault[] = [];
  private readonly minutes: Record<string, MinuteSeen>[] = [];

  constructor(scenario: BalancingScenario, strategy: Strategy, seed: number) {
    this.scenario = scenario;
    this.arrivals = random(seed);
    this.choices = random(seed + 1);
    const pools = strategy.oneGroup
      ? [['all', scenario.groups] as const]
      : scenario.groups.map((one) => [one.name, [one]] as const);
    this.groups = new Map(pools.map(([name, of]) => [name, new SimTargetGroup(of, strategy.algorithm, this.choices)]));
    this.names = [...this.groups.keys()];
    this.weights = Object.fromEntries(this.names.map((name) => [name, 1]));
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
    const before = this.weights;
    const published = this.minutes.slice(0, Math.max(0, minute - publishedAfter));
    this.weights = this.weigher.weigh(minute, published) ?? before;
    const tallies = Object.fromEntries(this.names.map((name) => [name, new Tally()]));
    const startSeconds = minute * 60;
    let checkedSeconds = startSeconds;
    for (let at = startSeconds + this.gap(perSecond); at < startSeconds + 60; at += this.gap(perSecond)) {
      for (; at >= checkedSeconds; checkedSeconds += SimTargetGroup.everySeconds) this.check(checkedSeconds);
      const name = this.choose(at - startSeconds < takeOverSeconds ? before : this.weights);
      const { seconds, failed } = (this.groups.get(name) as SimTargetGroup).answer(at, this.faultOf);
      tallies[name]?.add(seconds, failed);
      onAnswered(name, seconds, failed);
    }
    const seen = this.names.map((name) => [
      name,
      { tally: tallies[name] as Tally, healthy: this.groups.get(name)?.healthy() ?? 0 },
    ]);
    this.minutes.push(Object.fromEntries(seen));
  }

  private gap(perSecond: number): number {
    return -Math.log(1 - this.arrivals.uniform()) / perSecond;
  }

  private check(atSeconds: number): void {
    for (const group of this.groups.values()) group.check(atSeconds, this.faultOf);
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
