import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/**
 * What Lambda polls a queue with: the most executions that are under way for it at once, or the least of the pollers that are
 * provisioned. AWS takes one of the two of an event source.
 */
const pollings = ['MaximumConcurrency', 'MinimumPollers'] as const;
export type Polling = (typeof pollings)[number];

/** One number of an event source mapping, which is known by its UUID. */
export const lambdaEventSource = z.strictObject({ ...place, uuid: targetName(), polling: z.enum(pollings) });
