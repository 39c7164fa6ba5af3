import * as z from 'zod/mini';
import { InvalidInput } from '../model/errors.ts';

const milliseconds = () => z.optional(z.number().check(z.positive()));

const aShare = 'a share of 1, and this is in percent; write 99.9 for 99.9 %';

/** How people write what a service promises: one of the two. */
export const promiseFields = {
  /** Percent of requests that succeed. */
  availability: z.optional(
    z.number().check(
      z.gt(0),
      z.lt(100),
      z.refine((percent) => percent <= 0 || percent > 1, aShare),
    ),
  ),
  /** The time within which a share of requests is answered: `p99Ms: 300` is 99 % within 300 ms. One of them. */
  latency: z.optional(
    z.strictObject({
      /** 50 % of requests are answered within this. */
      p50Ms: milliseconds(),
      /** 90 % of requests are answered within this. */
      p90Ms: milliseconds(),
      /** 95 % of requests are answered within this. */
      p95Ms: milliseconds(),
      /** 99 % of requests are answered within this. */
      p99Ms: milliseconds(),
      /** 99.9 % of requests are answered within this. */
      p999Ms: milliseconds(),
    }),
  ),
} as const;

const given = z.strictObject(promiseFields);

/** What a service promises. */
export interface Promised {
  /** In words, e.g. `99 % within 300 ms`. */
  readonly says: string;
  /** The share of requests that may be bad, above 0 and below 1. */
  readonly budget: number;
  /** A request that takes longer is bad, milliseconds; null where one that fails is. */
  readonly withinMs: number | null;
}

const percentiles = { p50Ms: 50, p90Ms: 90, p95Ms: 95, p99Ms: 99, p999Ms: 99.9 } as const;

/** The one promise that was written. Throws `InvalidInput` where it is none, or more than one. */
export function promiseOf({ availability, latency }: z.output<typeof given>): Promised {
  if (availability !== undefined && latency === undefined)
    return { says: `${availability} % succeed`, budget: share(availability), withinMs: null };
  const [first, ...others] = Object.entries(latency ?? {}).filter(([, value]) => value !== undefined);
  if (availability !== undefined || first === undefined || others.length > 0)
    throw new InvalidInput('objective', 'is not one promise; give availability, or latency with one percentile');
  const [name, withinMs] = first as [keyof typeof percentiles, number];
  const percent = percentiles[name];
  return { says: `${percent} % within ${withinMs} ms`, budget: share(percent), withinMs };
}

/** What is left of a hundred percent, without the noise of the last digits. */
function share(percent: number): number {
  return Number(((100 - percent) / 100).toPrecision(12));
}
