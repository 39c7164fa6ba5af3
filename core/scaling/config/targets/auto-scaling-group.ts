import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/** An EC2 Auto Scaling group, by its name. */
export const autoScalingGroup = z.strictObject({
  ...place,
  /** The name of the group. */
  autoScalingGroupName: targetName(),
});
