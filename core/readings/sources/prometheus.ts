import * as z from 'zod/mini';
import { integer, orNull, seconds, text } from '../../schema/fields.ts';
import { units } from '../unit.ts';
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
  /** The length of a period. */
  periodSeconds: z._default(integer().check(z.positive()), 60),
  /** How long after its period's end all of it has been scraped, or written. It is not asked for before. */
  delaySeconds: z._default(seconds(), 30),
  /** What a value counts; null where it is none of these. */
  unit: orNull(z.enum(units)),
  /** Whether values add up: over a period twice as long they are twice as large, as `increase(x[1m])` is not. */
  adds: z._default(z.boolean(), false),
  /** Whether it tells what arrives while nothing runs that could serve it; null, which counts as no, where nobody says. */
  speaksAtZero: orNull(z.boolean()),
});

/** A query of a Prometheus, or of what answers as one does. No alarm of CloudWatch sees it, so every tick looks. */
export const prometheus = {
  schema,
  wakes: false,
  name: ({ query }) => query,
  unit: ({ unit }) => unit,
  adds: ({ adds }) => adds,
  isSparse: ({ witness }) => witness !== null,
  speaksAtZero: ({ speaksAtZero }) => speaksAtZero,
  zeroIsTold: () => false,
  inHand: () => null,
  keptPeriodSeconds: ({ periodSeconds }) => periodSeconds,
} as const satisfies SourceKindOf<typeof schema>;
