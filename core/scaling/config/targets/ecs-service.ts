import * as z from 'zod/mini';
import { text } from '../../../schema/fields.ts';
import { place } from './any-kind/place.ts';

/** An ECS service, by its names. */
export const ecsService = z.strictObject({ ...place, cluster: text(), serviceName: text() });
