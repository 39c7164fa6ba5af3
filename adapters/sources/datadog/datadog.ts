import { becauseOf } from '../../../core/because-of.ts';
import type { Point, Series } from '../../../core/readings/series.ts';
import type { SourceConfig } from '../../../core/readings/source-kinds.ts';
import { batchLoader } from '../../aws/batch-loader.ts';
import { readWithin } from '../../aws/read-within.ts';
import { type Query, queriedSource } from '../http/queried-source.ts';
import { SourceMiss } from '../http/source-miss.ts';
import { wholePeriods } from '../http/whole-periods.ts';
import type { KindSource, SourceWorld } from '../kind-source.ts';
import { parseAnswer } from './answer.ts';
import type { DatadogClient } from './client.ts';

/** Datadog answers so many points of a series: https://docs.datadoghq.com/dashboards/functions/rollup */
const mostPoints = 1500;
/** So many queries are asked for at once, where the API takes several. */
const mostQueries = 20;

type Part = SourceConfig<'datadog'>;

/** What reading Datadog needs. */
interface DatadogWorld extends Pick<SourceWorld, 'leftMs' | 'nowMs'> {
  readonly client: DatadogClient;
}

/** Reads queries: all of one range and secret in one call where the API takes several. Never rejects. */
export function datadogSource({ client, leftMs, nowMs }: DatadogWorld): KindSource<'datadog'> {
  const load = batchLoader<Query<Part>, Series>({
    most: mostQueries,
    nameOf: ({ name }) => name,
    groupOf,
    load: (queries) => readTogether(client, queries, nowMs(), leftMs()),
    spoils: (error) => error instanceof SourceMiss && error.name === 'QueryRefused',
  });
  return queriedSource<Part>({
    whose: 'Datadog',
    nameOf: (asked) => JSON.stringify([groupOf(asked), asked.query]),
    load,
  });
}

function groupOf({ part, query, fromMs, toMs }: Omit<Query<Part>, 'name'>): string {
  const { site, api, secretArn, periodSeconds, delaySeconds } = part;
  const alone = api === 'v1' ? query : null;
  return JSON.stringify([site, api, secretArn, periodSeconds, delaySeconds, fromMs, toMs, alone]);
}

async function readTogether(
  client: DatadogClient,
  queries: readonly Query<Part>[],
  nowMs: number,
  leftMs: number,
): Promise<ReadonlyMap<string, Series>> {
  const found = new Map<string, Series>();
  const [first] = queries;
  if (first === undefined) return found;
  const { site, api, secretArn, periodSeconds } = first.part;
  const texts = queries.map(({ query }) => query);
  const asked = { site, api, secretArn, periodSeconds, queries: texts };
  const told = await readWithin(leftMs, async (abortSignal) => {
    const answers: (readonly (readonly Point[] | SourceMiss)[])[] = [];
    for (const { firstMs, lastMs } of wholePeriods({ ...first.part, ...first }, nowMs, mostPoints)) {
      const call = { ...asked, fromMs: firstMs, toMs: lastMs + periodSeconds * 1000 };
      const { status, json } = await client.send(call, { abortSignal });
      answers.push(parseAnswer(asked, status, json));
    }
    return answers;
  });
  queries.forEach(({ name, fromMs, toMs }, index) => {
    const within = ({ atMs }: Point) => atMs >= fromMs && atMs < toMs;
    found.set(
      name,
      seriesOf(
        told.map((answer) => answer[index] ?? []),
        within,
      ),
    );
  });
  return found;
}

function seriesOf(pieces: readonly (readonly Point[] | SourceMiss)[], within: (point: Point) => boolean): Series {
  const miss = pieces.find((piece) => piece instanceof SourceMiss);
  if (miss !== undefined) return { points: [], trouble: becauseOf(miss).error };
  return {
    points: pieces.flatMap((piece) => (piece instanceof SourceMiss ? [] : piece.filter(within))),
    trouble: null,
  };
}
