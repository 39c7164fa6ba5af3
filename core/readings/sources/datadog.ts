import * as z from 'zod/mini';
import { integer, orNull, seconds, text } from '../../schema/fields.ts';
import { units } from '../unit.ts';
import { datadogSite } from './datadog-site.ts';
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
  /** The length of a period. */
  periodSeconds: z._default(integer().check(z.positive()), 60),
  /** How long after its period's end all of it has been sent. It is not asked for before. */
  delaySeconds: z._default(seconds(), 60),
  /** What a value counts; null where it is none of these. */
  unit: orNull(z.enum(units)),
  /** Whether values add up: over a period twice as long they are twice as large, as with `.as_count()`. */
  adds: z._default(z.boolean(), false),
  /** Whether it tells what arrives while nothing runs that could serve it; null, which counts as no, where nobody says. */
  speaksAtZero: orNull(z.boolean()),
});

/** A metric query of Datadog. No alarm of CloudWatch sees it, so every tick looks. */
export const datadog = {
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
