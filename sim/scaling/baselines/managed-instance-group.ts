import type { Scaler, Seen } from '../world/seen.ts';
import { SlidingMax } from './sliding-max.ts';

/**
 * Google Cloud's autoscaler of managed instance groups on CPU: the recommended size is what brings utilisation to the target,
 * and the group keeps the highest recommendation of the stabilisation period (600 s by default). Instances that initialise
 * do not count into utilisation, so the size comes from those that served. Source: "Understanding autoscaler decisions" and
 * "Autoscaling groups of instances" in Google Cloud's documentation.
 */
export function managedInstanceGroup(target: number, holdSeconds: number, stepSeconds: number): Scaler {
  const recommended = new SlidingMax(Math.max(1, Math.round(holdSeconds / stepSeconds)));
  return {
    ask(seen: Seen): number {
      const { newest } = seen;
      if (newest < 0 || seen.measured[newest] === 0) return seen.asked;
      const size = Math.ceil(((seen.served[newest] as number) * (seen.busy[newest] as number)) / target - 1e-9);
      return recommended.push(seen.step, Math.max(1, size));
    },
  };
}
