import * as z from 'zod/mini';
import { InvalidInput } from '../model/errors.ts';
import { orNull, text } from '../schema/fields.ts';
import { parseNamed } from '../schema/parse-named.ts';

/** Where a query says over which time it looks. */
export const windowMark = '$window';

const query = () =>
  z.string().check(
    z.refine((given) => given.includes(windowMark), {
      error: `no query over a window; write [${windowMark}] where the range stands, e.g. sum(rate(http_requests_total[${windowMark}]))`,
    }),
  );

const resourceName = z
  .string()
  .check(z.regex(/^[a-z][\w -]{0,62}$/i, 'no name of letters, digits, "_", "-" and spaces that begins with a letter'));

const milliseconds = () => z.optional(z.number().check(z.positive()));

const schema = z.strictObject({
  /** Percent of requests that succeed. */
  availability: z.optional(z.number().check(z.gt(0), z.lt(100))),
  /** The time within which a share of requests is answered: `p99Ms: 300` is 99 % within 300 ms. One of them. */
  latency: z.optional(
    z.strictObject({
      p50Ms: milliseconds(),
      p90Ms: milliseconds(),
      p95Ms: milliseconds(),
      p99Ms: milliseconds(),
      p999Ms: milliseconds(),
    }),
  ),
  /** PromQL of requests per second, and of those that fail, or take longer; each sums up to one series. */
  prometheus: z.strictObject({ total: query(), bad: query() }),
  /** What may run out, by its name, e.g. `connections`: PromQL of what is used of it and of how much there is, one series each. */
  saturation: z._default(z.record(resourceName, z.strictObject({ used: text(), most: text() })), {}),
  /** The address of what whoever is called should do. */
  runbook: orNull(text()),
});

/** What a service promises, as people write it: `{ availability: 99.9, ... }` or `{ latency: { p99Ms: 300 }, ... }`. */
export type ObjectiveInput = z.input<typeof schema>;

/** What a service promises. */
export interface Objective {
  readonly service: string;
  /** In words, e.g. `99 % within 300 ms`. */
  readonly says: string;
  /** The share of requests that may be bad, above 0 and below 1. */
  readonly budget: number;
  readonly prometheus: { readonly total: string; readonly bad: string };
  /** What may run out. */
  readonly saturation: readonly Saturation[];
  readonly runbook: string | null;
}

/** Something of a service that may run out, and PromQL of what is used of it and of how much there is. */
export interface Saturation {
  readonly resource: string;
  readonly used: string;
  readonly most: string;
}

const percentiles = { p50Ms: 50, p90Ms: 90, p95Ms: 95, p99Ms: 99, p999Ms: 99.9 } as const;

/** Reads what a service promises. Throws `InvalidInput`; its field is a path within the objective. */
export function parseObjective(service: string, input: unknown): Objective {
  const named = { what: 'service', field: 'service', name: service };
  const { availability, latency, prometheus, saturation, runbook } = parseNamed({ ...named, schema, input });
  const limits = Object.entries(saturation).map(([resource, queries]) => ({ resource, ...queries }));
  const kept = { service, prometheus, saturation: limits, runbook };
  const given = Object.entries(latency ?? {}).filter(([, value]) => value !== undefined);
  if (availability !== undefined && latency === undefined)
    return { ...kept, says: `${availability} % succeed`, budget: share(availability) };
  const [first, ...others] = given;
  if (availability !== undefined || first === undefined || others.length > 0)
    throw new InvalidInput('objective', 'is not one promise; give availability, or latency with one percentile');
  const [name, withinMs] = first as [keyof typeof percentiles, number];
  const percent = percentiles[name];
  return { ...kept, says: `${percent} % within ${withinMs} ms`, budget: share(percent) };
}

/** What is left of a hundred percent, without the noise of the last digits. */
function share(percent: number): number {
  return Number(((100 - percent) / 100).toPrecision(12));
}
