import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/** An ECS service, by its names. */
export const ecsService = z.strictObject({ ...place, cluster: targetName(), serviceName: targetName() });
