import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/**
 * What Lambda polls a queue with: the most executions that are under way for it at once, or the least of the pollers that are
 * provisioned. AWS takes one of the two of an event source.
 */
const pollings = ['MaximumConcurrency', 'MinimumPollers'] as const;
export type Polling = (typeof pollings)[number];

/** One number of an event source mapping, which is known by its UUID. */
export const lambdaEventSource = z.strictObject({
  ...place,
  /** The UUID of the event source mapping. */
  uuid: targetName(),
  /** Which of its numbers is scaled, as AWS calls them. */
  polling: z.enum(pollings),
});
