import * as z from 'zod/mini';
import { orNull, text } from '../schema/fields.ts';
import { parseNamed } from '../schema/parse-named.ts';
import { type Promised, promiseFields, promiseOf } from './promise.ts';

/** Where a query says over which time it looks. */
export const windowMark = '$window';

const query = () =>
  z.string().check(
    z.refine((given) => given.includes(windowMark), {
      error: `not a query over a window; write [${windowMark}] where the range stands, e.g. sum(rate(http_requests_total[${windowMark}]))`,
    }),
  );

const resourceName = z
  .string()
  .check(
    z.regex(/^[a-z][\w -]{0,62}$/i, 'not a name of letters, digits, "_", "-" and spaces that begins with a letter'),
  );

/** What an objective is watched by in Prometheus. */
export const queryFields = {
  /** PromQL of requests per second, and of those that fail, or take longer; each sums up to one series. */
  prometheus: z.strictObject({
    /** PromQL of all requests per second, with `[$window]` as its range. */
    total: query(),
    /** PromQL of those that fail, or take longer. */
    bad: query(),
  }),
  /** What may run out, by its name, e.g. `connections`: PromQL of what is used of it and of how much there is, one series each. */
  saturation: z._default(
    z.record(
      resourceName,
      z.strictObject({
        /** PromQL of what is used. */
        used: text(),
        /** PromQL of how much there is. */
        most: text(),
      }),
    ),
    {},
  ),
} as const;

export const objectiveSchema = z.strictObject({
  ...promiseFields,
  ...queryFields,
  /** The address of what whoever is called should do. */
  runbook: orNull(text()),
});

/** What a service promises, as people write it: `{ availability: 99.9, ... }` or `{ latency: { p99Ms: 300 }, ... }`. */
export type ObjectiveInput = z.input<typeof objectiveSchema>;

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

/** Reads what a service promises. Throws `InvalidInput`; its field is a path within the objective. */
export function parseObjective(service: string, input: unknown): Objective {
  const named = { what: 'service', field: 'service', name: service };
  const { availability, latency, ...queries } = parseNamed({ ...named, schema: objectiveSchema, input });
  return objectiveOf(service, promiseOf({ availability, latency }), queries);
}

interface Queries {
  readonly prometheus: Objective['prometheus'];
  readonly saturation: Readonly<Record<string, Omit<Saturation, 'resource'>>>;
  readonly runbook: string | null;
}

/** What a service promises, with how Prometheus sees it. */
export function objectiveOf(service: string, { says, budget }: Promised, queries: Queries): Objective {
  const { prometheus, runbook } = queries;
  const saturation = Object.entries(queries.saturation).map(([resource, limit]) => ({ resource, ...limit }));
  return { service, says, budget, prometheus, saturation, runbook };
}
