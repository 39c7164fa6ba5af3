import * as z from 'zod/mini';
import { mask } from '../../../core/because-of.ts';
import type { Point } from '../../../core/readings/series.ts';
import { SourceMiss } from '../http/source-miss.ts';

const numbers = z.array(z.nullable(z.number()));

const v1 = z.object({
  status: z.string(),
  error: z._default(z.nullable(z.string()), null),
  series: z.array(z.object({ interval: z.number(), pointlist: z.array(numbers) })),
});

const v2 = z.object({
  data: z.object({
    attributes: z.object({
      series: z.array(z.object({ query_index: z._default(z.number(), 0) })),
      times: z.array(z.number()),
      values: z.array(numbers),
    }),
  }),
});

const failure = z.object({
  error: z._default(z.string(), ''),
  errors: z._default(z.array(z.string()), []),
});

const longestTold = 200;

/** The points of each query, in their order, at the starts of their periods. One that is a miss spoils none of the others. */
export type Told = readonly (readonly Point[] | SourceMiss)[];

interface Asked {
  readonly api: 'v1' | 'v2';
  readonly queries: readonly string[];
  readonly periodSeconds: number;
}

/** Reads an answer. Throws `SourceMiss` where it is an error, or is not understood. */
export function parseAnswer(asked: Asked, status: number, json: unknown): Told {
  if (status >= 400) throw refusal(status, json);
  return asked.api === 'v1' ? readV1(asked, json) : readV2(asked, json);
}

function readV1({ periodSeconds }: Asked, json: unknown): Told {
  const parsed = v1.safeParse(json);
  if (!parsed.success) throw notUnderstood(parsed.error);
  const { status, error, series } = parsed.data;
  if (status !== 'ok') throw new SourceMiss('QueryRefused', `Datadog answered ${status}: ${told(error ?? '')}`);
  const [first, ...others] = series;
  if (others.length > 0) return [several(series.length)];
  if (first === undefined) return [[]];
  if (first.interval !== periodSeconds) return [otherSteps(first.interval, periodSeconds)];
  return [pointsOf(first.pointlist.map(([atMs, value]) => [atMs ?? Number.NaN, value ?? null]))];
}

function readV2({ queries, periodSeconds }: Asked, json: unknown): Told {
  const parsed = v2.safeParse(json);
  if (!parsed.success) throw notUnderstood(parsed.error);
  const { series, times, values } = parsed.data.data.attributes;
  const [first, second] = times;
  const stepSeconds = first === undefined || second === undefined ? periodSeconds : (second - first) / 1000;
  return queries.map((_, query) => {
    const rows = series.flatMap(({ query_index }, row) => (query_index === query ? [row] : []));
    if (rows.length > 1) return several(rows.length);
    if (rows[0] === undefined) return [];
    if (stepSeconds !== periodSeconds) return otherSteps(stepSeconds, periodSeconds);
    const row = values[rows[0]] ?? [];
    return pointsOf(times.map((atMs, index) => [atMs, row[index] ?? null]));
  });
}

/** Null is a period in which nothing was told. */
function pointsOf(pairs: readonly (readonly [atMs: number, value: number | null])[]): Point[] {
  return pairs.flatMap(([atMs, value]) => (value === null || !Number.isFinite(atMs) ? [] : [{ atMs, value }]));
}

function several(count: number): SourceMiss {
  return new SourceMiss('SeveralSeries', `the query tells ${count} series; aggregate it, and group it by nothing`);
}

function otherSteps(is: number, wanted: number): SourceMiss {
  const next = `add .rollup(sum, ${wanted}), or another aggregation, to the query, or correct periodSeconds`;
  return new SourceMiss('AnswerNotUnderstood', `Datadog answered steps of ${is} s and not of ${wanted} s; ${next}`);
}

function notUnderstood({ issues: [issue] }: z.core.$ZodError): SourceMiss {
  const { path = [], message = '' } = issue ?? {};
  return new SourceMiss('AnswerNotUnderstood', `Datadog answered another shape: ${path.join('.')}: ${message}`);
}

function told(text: string): string {
  return mask(text).slice(0, longestTold);
}

function refusal(status: number, json: unknown): SourceMiss {
  const parsed = failure.safeParse(json);
  const { error = '', errors = [] } = parsed.success ? parsed.data : {};
  const says = `Datadog answered ${status}: ${told([error, ...errors].filter(Boolean).join('; ') || 'it does not say why')}`;
  if (status === 401 || status === 403)
    return new SourceMiss(
      'AccessDenied',
      `${says}; correct the secret, or the site, and let the keys query timeseries`,
    );
  if (status === 429) return new SourceMiss('RateLimited', says);
  return new SourceMiss('QueryRefused', says);
}
