import type { Scaler, Seen } from '../world/seen.ts';
import { keda, newestRate } from './hpa.ts';
import { SlidingMax } from './sliding-max.ts';

const weekSeconds = 7 * 86_400;
/** The half hour that is coming, as it was a week ago. */
const aheadSeconds = 1800;

/**
 * KEDA with a second trigger beside the rate: the highest rate of the coming half hour, as it was a week ago. The higher of
 * the two counts. It is how Grafana Mimir's published configuration scales ahead (operations/mimir/autoscaling.libsonnet),
 * and takes no model. In the first week the rate is alone.
 */
export function weekAgo(target: number, holdSeconds: number, stepSeconds: number, unitPerSecond: number): Scaler {
  const lastWeek = highestAWeekAgo(stepSeconds);
  const totalOf = (seen: Seen): number => Math.max(newestRate(seen), lastWeek(seen));
  return keda(target, holdSeconds, stepSeconds, unitPerSecond, totalOf);
}

/** The highest rate of the coming half hour a week ago, asked step after step; 0 before there was one. */
function highestAWeekAgo(stepSeconds: number): (seen: Seen) => number {
  const ahead = aheadSeconds / stepSeconds;
  const highest = new SlidingMax(ahead);
  let taken = -1;
  let most = 0;
  return ({ step, demand, measured }) => {
    const until = step - weekSeconds / stepSeconds + ahead;
    while (taken < until) {
      const at = ++taken;
      most = highest.push(at, measured[at] === 1 ? (demand[at] as number) : 0);
    }
    return most;
  };
}
