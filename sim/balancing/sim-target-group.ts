import type { Random } from '../workloads/random.ts';
import type { Fault, SimGroup } from './scenario.ts';
import { type Answered, Unit } from './unit.ts';

/** How a group chooses among its targets. */
export type Algorithm = 'round-robin' | 'anomaly-mitigation';

/** A target fails health checks for so long before it gets no more requests, and passes them for as long before it does. */
const checkSeconds = 30;
/** The load balancer looks for odd targets this often. */
const mitigationSeconds = 10;

interface Target {
  readonly group: SimGroup;
  readonly unit: Unit;
  weight: number;
  healthy: boolean;
  /** It is being taken away: it ends what it has begun and gets nothing more. */
  draining: boolean;
  /** Since when health checks have told otherwise; null while they do not. */
  changingSince: number | null;
}

/**
 * One target group. It sends to healthy targets alone; where none is, to all, since a load balancer then fails open
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html). Anomaly mitigation
 * as documented (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/automatic-target-weights.html): targets
 * that fail more than their peers get less, where there are three healthy ones and no more than half of them are odd; it
 * knows nothing of latency, nor of other target groups.
 */
export class SimTargetGroup {
  readonly targets: readonly Target[];
  private readonly algorithm: Algorithm;
  private readonly random: Random;
  private next = 0;

  constructor(groups: readonly SimGroup[], algorithm: Algorithm, random: Random) {
    this.algorithm = algorithm;
    this.random = random;
    this.targets = groups.flatMap((group) =>
      Array.from({ length: group.units }, () => ({
        group,
        unit: new Unit(group.serversPerUnit, random),
        weight: 1,
        healthy: true,
        draining: false,
        changingSince: null,
      })),
    );
  }

  healthy(): number {
    return this.staying().filter(({ healthy }) => healthy).length;
  }

  unhealthy(): number {
    return this.staying().length - this.healthy();
  }

  draining(): number {
    return this.targets.length - this.staying().length;
  }

  answer(atSeconds: number, faultOf: (group: SimGroup) => Fault | null): Answered {
    const target = this.algorithm === 'round-robin' ? this.inTurn() : this.byWeight();
    return target.unit.answer(atSeconds, faultOf(target.group));
  }

  /** Takes units of a group away, down to so many. */
  shrink(group: SimGroup, units: number): void {
    this.targets
      .filter((target) => target.group === group)
      .forEach((target, index) => {
        target.draining = index >= units;
      });
  }

  /** Health checks and, where it is on, mitigation; called every ten seconds. */
  check(atSeconds: number, faultOf: (group: SimGroup) => Fault | null): void {
    for (const target of this.targets) checkHealth(target, atSeconds, faultOf(target.group)?.dead !== true);
    if (this.algorithm === 'anomaly-mitigation') this.mitigate();
    for (const { unit } of this.targets) {
      unit.recentRequests = 0;
      unit.recentErrors = 0;
    }
  }

  static readonly everySeconds = mitigationSeconds;

  private choices(): readonly Target[] {
    const staying = this.staying();
    const healthy = staying.filter((target) => target.healthy);
    return healthy.length === 0 ? staying : healthy;
  }

  private staying(): readonly Target[] {
    return this.targets.filter(({ draining }) => !draining);
  }

  private inTurn(): Target {
    const choices = this.choices();
    this.next = (this.next + 1) % choices.length;
    return choices[this.next] as Target;
  }

  private byWeight(): Target {
    const choices = this.choices();
    let left = this.random.uniform() * choices.reduce((sum, { weight }) => sum + weight, 0);
    for (const target of choices) {
      left -= target.weight;
      if (left < 0) return target;
    }
    return choices[choices.length - 1] as Target;
  }

  private mitigate(): void {
    const choices = this.staying().filter(({ healthy }) => healthy);
    const rates = choices.map(({ unit }) => unit.recentErrors / Math.max(unit.recentRequests, 1));
    const sorted = rates.toSorted((a, b) => a - b);
    const usual = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
    const isOdd = rates.map((rate) => rate > Math.max(0.02, 3 * usual));
    const able = choices.length >= 3 && isOdd.filter(Boolean).length <= choices.length / 2;
    choices.forEach((target, index) => {
      if (able && isOdd[index]) target.weight = Math.max(0.05, target.weight / 2);
      else target.weight = Math.min(1, target.weight + 0.05);
    });
  }
}

function checkHealth(target: Target, atSeconds: number, passes: boolean): void {
  if (passes === target.healthy) {
    target.changingSince = null;
    return;
  }
  target.changingSince ??= atSeconds;
  if (atSeconds - target.changingSince < checkSeconds) return;
  target.healthy = passes;
  target.changingSince = null;
}
