import { becauseOf } from '../../../core/because-of.ts';
import type { Series } from '../../../core/readings/series.ts';
import type { SourceConfig } from '../../../core/readings/source-kinds.ts';
import { batchLoader } from '../../aws/batch-loader.ts';
import { readWithin } from '../../aws/read-within.ts';
import { type Query, queriedSource } from '../http/queried-source.ts';
import { SourceMiss } from '../http/source-miss.ts';
import { wholePeriods } from '../http/whole-periods.ts';
import type { KindSource, SourceWorld } from '../kind-source.ts';
import { parseAnswer, type Told } from './answer.ts';
import type { PrometheusCall, PrometheusClient } from './client.ts';
import { freshQuery } from './fresh-query.ts';

type Part = SourceConfig<'prometheus'>;

/** Prometheus refuses more in one answer: "exceeded maximum resolution of 11,000 points per timeseries". */
const mostPoints = 11_000;

/** What reading Prometheus needs. */
interface PrometheusWorld extends Pick<SourceWorld, 'leftMs' | 'nowMs'> {
  readonly client: PrometheusClient;
}

/** Reads queries, each once whoever asks, in calls of as many points as a server answers at once. Never rejects. */
export function prometheusSource({ client, leftMs, nowMs }: PrometheusWorld): KindSource<'prometheus'> {
  const load = batchLoader<Query<Part>, Series>({
    most: 1,
    nameOf: ({ name }) => name,
    groupOf: ({ name }) => name,
    load: async ([query]) => new Map(query && [[query.name, await readOne(client, query, nowMs(), leftMs())]]),
    spoils: () => false,
  });
  return queriedSource<Part>({
    whose: 'Prometheus',
    nameOf: ({ part: { url, auth, periodSeconds, delaySeconds }, query, fromMs, toMs }) =>
      JSON.stringify([url, auth, periodSeconds, delaySeconds, query, fromMs, toMs]),
    load,
  });
}

async function readOne(client: PrometheusClient, query: Query<Part>, nowMs: number, leftMs: number): Promise<Series> {
  const told = await readWithin(leftMs, async (abortSignal) => {
    const answers: Told[] = [];
    for (const call of callsOf(query, nowMs, leftMs)) {
      const { status, json } = await client.send(call, { abortSignal });
      answers.push(parseAnswer(status, json));
    }
    return answers;
  });
  refuseSeveral(told);
  const periodMs = query.part.periodSeconds * 1000;
  const points = told.flatMap((one) => one.points).map(({ atMs, value }) => ({ atMs: atMs - periodMs, value }));
  return { points, trouble: troubleOf(told) };
}

/** One period is asked for as an instant, more as a range. */
function callsOf({ part, query, fromMs, toMs }: Query<Part>, nowMs: number, leftMs: number): readonly PrometheusCall[] {
  const { url, auth, periodSeconds } = part;
  const asked = {
    query: freshQuery(query, periodSeconds),
    timeout: `${Math.ceil(leftMs)}ms`,
    lookback_delta: `${periodSeconds}s`,
  };
  return wholePeriods({ ...part, fromMs, toMs }, nowMs, mostPoints).map(({ firstMs, lastMs }): PrometheusCall => {
    const [start, end] = [firstMs, lastMs].map((ms) => String(ms / 1000 + periodSeconds)) as [string, string];
    if (start === end) return { url, auth, path: 'query', form: { ...asked, time: start } };
    return { url, auth, path: 'query_range', form: { ...asked, start, end, step: String(periodSeconds) } };
  });
}

/** The calls of one range may each have told one series, and not the same. */
function refuseSeveral(told: readonly Told[]): void {
  const labels = new Set(told.map((one) => one.labels).filter((one) => one !== null));
  if (labels.size > 1)
    throw new SourceMiss(
      'SeveralSeries',
      `the query tells ${labels.size} series one after the other; aggregate it, e.g. by sum(...)`,
    );
}

function troubleOf(told: readonly Told[]): string | null {
  const warnings = [...new Set(told.flatMap((one) => one.warnings))];
  if (warnings.length > 0) return becauseOf(new SourceMiss('AnswerIncomplete', warnings.join('; '))).error;
  const spoilt = told.reduce((sum, one) => sum + one.spoilt, 0);
  return spoilt === 0 ? null : `${spoilt} of the points are not numbers`;
}
