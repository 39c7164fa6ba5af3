import type { Scaler, Seen } from '../world/seen.ts';

/**
 * An alarm is evaluated over the newest points that exist, and looks back further than its periods for them; how far is not
 * published, beyond two more in the example (CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data").
 * A longer gap begins anew.
 */
const mostMissing = 2;

/** The low alarm sits at 90 % of the target: "usually more than 10 % lower" (Application Auto Scaling user guide). */
const lowShare = 0.9;

/** How target tracking's two alarms are made: periods above, periods below. */
export interface TrackingAlarms {
  readonly highPeriods: number;
  readonly lowPeriods: number;
}

/**
 * With 60 s metrics: high for 3 of 3, low for 15 of 15 periods (aws/containers-roadmap#1208). With 20 s metrics AWS publishes
 * no counts; 3 of 3 and 45 of 45 keep its announced 86 s to a trigger and the same quarter of an hour to scale in.
 */
const trackingAlarms: Readonly<Record<20 | 60, TrackingAlarms>> = {
  20: { highPeriods: 3, lowPeriods: 45 },
  60: { highPeriods: 3, lowPeriods: 15 },
};

/**
 * AWS target tracking on average CPU: out at once to ceil(n x metric / target), in to the same after the low alarm, one
 * scale-in cool-down apart, and never while anything warms up or is being deployed. n is what ran when the metric was measured,
 * the old and the new of a deployment together (aws/containers-roadmap#525; ECS developer guide, "the actual running task
 * count"), and units on their way count as there. Data that is missing leaves everything as it is, and a point or two in
 * between are left out of the count. Sources: Application Auto Scaling user guide (cool-downs, 300 s for ECS), EC2 Auto
 * Scaling user guide (warm-up), ECS developer guide (scale-in is off during deployments, scale-out is not), docs of aws-cdk
 * BaseTargetTrackingProps.
 */
export function targetTracking(target: number, inCooldownSeconds: number, stepSeconds: 20 | 60): Scaler {
  const cooldown = inCooldownSeconds / stepSeconds;
  const alarms = new Alarms(target, trackingAlarms[stepSeconds]);
  let changedAt = Number.NEGATIVE_INFINITY;
  return {
    ask(seen: Seen): number {
      const { newest, asked, step } = seen;
      if (newest < 0 || seen.measured[newest] === 0) return alarms.miss(asked);
      const metric = seen.utilisation[newest] as number;
      alarms.take(metric);
      const fitting = Math.ceil(((seen.ran[newest] as number) * metric) / target - 1e-9);
      const mayOut = alarms.isHigh && fitting > asked;
      const isKept = asked > seen.running || seen.deploying || step - changedAt < cooldown;
      const mayIn = alarms.isLow && !isKept && fitting < asked;
      if (!mayOut && !mayIn) return asked;
      changedAt = step;
      return fitting;
    },
  };
}

/** The two alarms of a policy, by how many of the newest points are beyond each. */
class Alarms {
  private above = 0;
  private below = 0;
  private missing = 0;
  private readonly target: number;
  private readonly periods: TrackingAlarms;

  constructor(target: number, periods: TrackingAlarms) {
    this.target = target;
    this.periods = periods;
  }

  get isHigh(): boolean {
    return this.above >= this.periods.highPeriods;
  }

  get isLow(): boolean {
    return this.below >= this.periods.lowPeriods;
  }

  take(metric: number): void {
    this.missing = 0;
    this.above = metric > this.target ? this.above + 1 : 0;
    this.below = metric < lowShare * this.target ? this.below + 1 : 0;
  }

  /** A point that is missing changes nothing of what is asked for. */
  miss(asked: number): number {
    if (++this.missing > mostMissing) {
      this.above = 0;
      this.below = 0;
    }
    return asked;
  }
}
