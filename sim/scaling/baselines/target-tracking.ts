import type { Scaler, Seen } from '../world/seen.ts';

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
 * count"), and units on their way count as there. Data that is missing leaves everything as it is. Sources: Application Auto
 * Scaling user guide (cool-downs, 300 s for ECS), EC2 Auto Scaling user guide (warm-up), ECS developer guide (scale-in is off
 * during deployments, scale-out is not), docs of aws-cdk BaseTargetTrackingProps.
 */
export function targetTracking(target: number, inCooldownSeconds: number, stepSeconds: 20 | 60): Scaler {
  const { highPeriods, lowPeriods } = trackingAlarms[stepSeconds];
  const cooldown = inCooldownSeconds / stepSeconds;
  let above = 0;
  let below = 0;
  let changedAt = Number.NEGATIVE_INFINITY;
  return {
    ask(seen: Seen): number {
      const { newest, asked, step } = seen;
      if (newest < 0 || seen.measured[newest] === 0) {
        above = 0;
        below = 0;
        return asked;
      }
      const metric = seen.utilisation[newest] as number;
      above = metric > target ? above + 1 : 0;
      below = metric < lowShare * target ? below + 1 : 0;
      const fitting = Math.ceil(((seen.ran[newest] as number) * metric) / target - 1e-9);
      if (above >= highPeriods && fitting > asked) {
        changedAt = step;
        return fitting;
      }
      const warming = asked > seen.running;
      if (below < lowPeriods || warming || seen.deploying || step - changedAt < cooldown || fitting >= asked)
        return asked;
      changedAt = step;
      return fitting;
    },
  };
}
