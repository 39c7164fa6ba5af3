import * as z from 'zod/mini';
import { orNull, seconds, text } from '../../schema/fields.ts';
import { polled, polledFields } from './polled-part.ts';
import { serverAuth } from './server-auth.ts';
import { serverUrl } from './server-url.ts';
import type { SourceKindOf } from './source-contract.ts';

const schema = z.strictObject({
  /** Where its API begins, without `/api/v1`. */
  url: serverUrl(),
  /** PromQL that answers one series. What it tells at a period's end is the value of the period. */
  query: text(),
  /** PromQL of something that is always told: where it answers and `query` does not, `query` is zero. */
  witness: orNull(text()),
  /** How the server lets one in; null where it lets in anybody. */
  auth: orNull(serverAuth),
  ...polledFields,
  /** How long after its period's end all of it has been scraped, or written. It is not asked for before. */
  delaySeconds: z._default(seconds(), 30),
});

/** A query of a Prometheus, or of what answers as one does. No alarm of CloudWatch sees it, so every tick looks. */
export const prometheus = {
  schema,
  ...polled,
  name: ({ query }) => query,
  isSparse: ({ witness }) => witness !== null,
} as const satisfies SourceKindOf<typeof schema>;
