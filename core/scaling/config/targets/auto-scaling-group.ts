import * as z from 'zod/mini';
import { text } from '../../../schema/fields.ts';
import { place } from './any-kind/place.ts';

/** An EC2 Auto Scaling group, by its name. */
export const autoScalingGroup = z.strictObject({ ...place, autoScalingGroupName: text() });
