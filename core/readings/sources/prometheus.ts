import * as z from 'zod/mini';
import { delay, orNull, text } from '../../schema/fields.ts';
import { polled, polledFields } from './polled-part.ts';
import { serverAuth } from './server-auth.ts';
import { serverUrl } from './server-url.ts';
import type { SourceKindOf } from './source-contract.ts';

/** A counter by its name, as it is (https://prometheus.io/docs/practices/naming): whatever is made of it says how fast. */
const bareCounter = /^\s*[a-zA-Z_:][\w:]*_total\s*(?:\{[^{}]*\})?\s*$/;

const query = () =>
  text().check(
    z.refine((given) => !bareCounter.test(given), {
      error:
        'a counter, which only grows and begins anew at each restart; write how fast, e.g. sum(rate(requests_total[1m]))',
    }),
  );

const schema = z.strictObject({
  /** Where its API begins, without `/api/v1`. */
  url: serverUrl(),
  /** PromQL that answers one series. What it tells at a period's end is the value of the period. */
  query: query(),
  /** PromQL of something that is always told: where it answers and `query` does not, `query` is zero. */
  witness: orNull(text()),
  /** How the server lets one in; null where it lets in anybody. */
  auth: orNull(serverAuth),
  ...polledFields,
  /** How long after its period's end all of it has been scraped, or written. It is not asked for before. */
  delaySeconds: z._default(delay(), 30),
});

/** A query of a Prometheus, or of what answers as one does. No alarm of CloudWatch sees it, so every tick looks. */
export const prometheus = {
  schema,
  ...polled,
  name: ({ query }) => query,
  isSparse: ({ witness }) => witness !== null,
} as const satisfies SourceKindOf<typeof schema>;
