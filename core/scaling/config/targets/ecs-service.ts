import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/** An ECS service, by its names. */
export const ecsService = z.strictObject({
  ...place,
  /** The name of the cluster. */
  cluster: targetName(),
  /** The name of the service in it. */
  serviceName: targetName(),
});
