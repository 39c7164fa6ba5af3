import { limitUnits } from '../guard.ts';

/**
 * Capacity goes down only as far as the highest need of a while: the downscale stabilisation of the Kubernetes
 * horizontal autoscaler, https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#stabilization-window
 */
export const hold = limitUnits(({ observation, needs }, units) => {
  const { asked } = observation.capacity;
  const highest = needs[0];
  if (highest === undefined || units >= asked) return null;
  const held = Math.min(asked, highest.desired);
  if (held <= units) return null;
  const says = '{units} units were needed within the last {holdSeconds} s';
  const { holdSeconds } = observation.config.scaleIn;
  return { units: held, because: { says, units: highest.desired, holdSeconds, neededAtMs: highest.atMs } };
});
