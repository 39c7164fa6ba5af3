import * as z from 'zod/mini';
import { delay, orNull, text } from '../../schema/fields.ts';
import { datadogSite } from './datadog-site.ts';
import { polled, polledFields } from './polled-part.ts';
import { secret } from './secret-place.ts';
import type { SourceKindOf } from './source-contract.ts';

const schema = z.strictObject({
  /** The site that your organisation is on. */
  site: datadogSite(),
  /** A metric query that answers one series, such as `sum:requests{service:web}.as_rate()`. */
  query: text(),
  /** A query of something that is always told: where it answers and `query` does not, `query` is zero. */
  witness: orNull(text()),
  /** `v2` asks for many queries at once, in periods that it says; with `v1` the query says them itself, by `.rollup(sum, 60)`. */
  api: z._default(z.enum(['v1', 'v2']), 'v2'),
  /** The fields `apiKey` and `applicationKey` of this secret. */
  ...secret,
  ...polledFields,
  /** How long after its period's end all of it has been sent. It is not asked for before. */
  delaySeconds: z._default(delay(), 60),
});

/** A metric query of Datadog. No alarm of CloudWatch sees it, so every tick looks. */
export const datadog = {
  schema,
  ...polled,
  name: ({ query }) => query,
  isSparse: ({ witness }) => witness !== null,
} as const satisfies SourceKindOf<typeof schema>;
