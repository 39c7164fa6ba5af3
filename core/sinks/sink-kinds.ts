import * as z from 'zod/mini';
import { type OfKind, oneOf } from '../schema/one-of.ts';
import { tellIssues } from '../schema/tell-issue.ts';
import { within } from '../schema/within.ts';
import { datadog } from './kinds/datadog.ts';
import { prometheus } from './kinds/prometheus.ts';

/**
 * Where the numbers of every decision go beside the log. A new kind is a file in `kinds`, one line here, and one in the
 * catalogues of `adapters` and `lib`.
 */
const sinkKinds = { prometheus, datadog };

export type SinkKind = keyof typeof sinkKinds;

/** A place that numbers are sent to, by its kind. */
export type SinkConfig<Kind extends SinkKind = SinkKind> = OfKind<typeof sinkKinds, Kind>;

/** The functions find them in their environment, which has 4 KB. */
const mostSinks = 3;
export const sinksSchema = z.array(oneOf(sinkKinds)).check(z.maxLength(mostSinks));

/** What people write: all that has a default may be left out. */
export type SinkInput = z.input<typeof sinksSchema>[number];

/**
 * Reads where numbers are sent. Throws `InvalidInput` naming the field, the value and the fix.
 * Why: docs/decisions/0061.
 */
export function parseSinks(input: unknown = []): readonly SinkConfig[] {
  return within('sinks', () => {
    const parsed = sinksSchema.safeParse(input);
    if (!parsed.success) throw tellIssues(parsed.error.issues, input, sinksSchema);
    return parsed.data;
  });
}
