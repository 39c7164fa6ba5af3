import * as z from 'zod/mini';
import { mask } from '../../../core/because-of.ts';
import type { Point } from '../../../core/readings/series.ts';
import { SourceMiss } from '../http/source-miss.ts';

/** A time in seconds and a number as text. No tuple of zod, which every function would read at its start. */
const sample = z.array(z.unknown());
const labels = z.record(z.string(), z.string());

const data = z.discriminatedUnion('resultType', [
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labels, values: z.array(sample) })),
  }),
  z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: labels, value: sample })) }),
  z.object({ resultType: z.literal('scalar'), result: sample }),
]);

const success = z.object({
  status: z.literal('success'),
  data,
  warnings: z._default(z.array(z.string()), []),
});

const failure = z.object({ error: z.string() });

/** One series, or none, as far as one call told it. */
export interface Told {
  /** Its labels as one text; null where there is no series. */
  readonly labels: string | null;
  /** Numbers at the times at which the query was evaluated. */
  readonly points: readonly Point[];
  /** How many of the values are no numbers. */
  readonly spoilt: number;
  readonly warnings: readonly string[];
}

const longestTold = 200;

/** Reads an answer of the HTTP API. Throws `SourceMiss` where it is an error, is not understood, or holds several series. */
export function parseAnswer(status: number, json: unknown): Told {
  if (status >= 400) throw refusal(status, json);
  const parsed = success.safeParse(json);
  if (!parsed.success) {
    const { path = [], message = '' } = parsed.error.issues[0] ?? {};
    throw new SourceMiss('AnswerNotUnderstood', `Prometheus answered another shape: ${path.join('.')}: ${message}`);
  }
  const [first, ...others] = seriesOf(parsed.data.data);
  if (others.length > 0) {
    const named = [first, ...others.slice(0, 1)].map((one) => JSON.stringify(one?.metric)).join(' and ');
    const says = `the query tells ${others.length + 1} series, among them ${named}; aggregate it, e.g. by sum(...)`;
    throw new SourceMiss('SeveralSeries', mask(says).slice(0, 2 * longestTold));
  }
  const { warnings } = parsed.data;
  if (first === undefined) return { labels: null, points: [], spoilt: 0, warnings };
  const values = first.values.map(pointOf);
  const points = values.filter(({ value }) => Number.isFinite(value));
  return { labels: JSON.stringify(first.metric), points, spoilt: values.length - points.length, warnings };
}

interface Labelled {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly unknown[])[];
}

function pointOf([seconds, text]: readonly unknown[]): Point {
  if (typeof seconds === 'number' && typeof text === 'string')
    return { atMs: Math.round(seconds * 1000), value: numberOf(text) };
  throw new SourceMiss(
    'AnswerNotUnderstood',
    'Prometheus answered another shape: a value is not a pair of time and text',
  );
}

function seriesOf(told: z.output<typeof data>): readonly Labelled[] {
  if (told.resultType === 'matrix') return told.result;
  if (told.resultType === 'vector') return told.result.map(({ metric, value }) => ({ metric, values: [value] }));
  return [{ metric: {}, values: [told.result] }];
}

/** Values are texts, since JSON has no "NaN" and no "+Inf". */
function numberOf(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview */
function refusal(status: number, json: unknown): SourceMiss {
  const told = failure.safeParse(json);
  const why = told.success ? mask(told.data.error).slice(0, longestTold) : 'it does not say why';
  const says = `Prometheus answered ${status}: ${why}`;
  if (status === 401 || status === 403) return new SourceMiss('AccessDenied', `${says}; correct auth, or its secret`);
  if (status === 429) return new SourceMiss('RateLimited', says);
  if (status === 404) return new SourceMiss('QueryRefused', `${says}; url is where /api/v1 begins`);
  return new SourceMiss('QueryRefused', says);
}
