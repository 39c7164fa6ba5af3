import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { mask } from '../../../core/because-of.ts';
import type { Point, Series } from '../../../core/readings/series.ts';
import { readWithin } from '../../aws/read-within.ts';
import { type MetricQuery, toMetricDataQuery } from './metric-query.ts';

/** Most queries that one call takes, and most pages that it may answer with before something must be wrong. */
export const mostQueries = 500;
const mostPages = 100;

/**
 * Asks for queries of one range in one call and reads all its pages. A metric may go on over several pages; its last
 * status is the one that counts. Rejects where the call fails.
 */
export async function getMetricData(
  client: Pick<CloudWatchClient, 'send'>,
  queries: readonly MetricQuery[],
  leftMs: number,
): Promise<ReadonlyMap<string, Series>> {
  return readWithin(leftMs, async (signal) => {
    const answer = new Answer();
    let NextToken: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const command = new GetMetricDataCommand({ ...ask(queries), NextToken });
      const output = await client.send(command, { abortSignal: signal });
      answer.add(output);
      NextToken = output.NextToken;
      if (!NextToken) return answer.series(queries);
    }
    throw new Error(`GetMetricData did not end after ${mostPages} pages`);
  });
}

function ask(queries: readonly MetricQuery[]) {
  const first = queries[0];
  return {
    MetricDataQueries: queries.map((query, index) => toMetricDataQuery(query, `q${index}`)),
    StartTime: new Date(first?.fromMs ?? 0),
    EndTime: new Date(first?.toMs ?? 0),
    ScanBy: 'TimestampAscending' as const,
  };
}

/** What was told of one query so far. */
interface Told {
  readonly points: Point[];
  status: string;
  messages: string;
  spoilt: number;
}

class Answer {
  private readonly told = new Map<string, Told>();
  private messages: string[] = [];

  add({ MetricDataResults = [], Messages = [] }: GetMetricDataCommandOutput): void {
    for (const result of MetricDataResults) this.addResult(result);
    this.messages.push(...Messages.map(tellMessage));
  }

  series(queries: readonly MetricQuery[]): ReadonlyMap<string, Series> {
    const all = this.messages.length === 0 ? null : mask(this.messages.join('; '));
    return new Map(queries.map((query, index) => [query.name, toSeries(this.told.get(`q${index}`), query, all)]));
  }

  private addResult({ Id = '', Timestamps = [], Values = [], StatusCode, Messages = [] }: MetricDataResult): void {
    const told = this.told.get(Id) ?? { points: [], status: '', messages: '', spoilt: 0 };
    this.told.set(Id, told);
    told.status = StatusCode ?? 'Complete';
    told.messages = Messages.map(tellMessage).join('; ');
    Timestamps.forEach((at, index) => {
      const value = Values[index];
      if (value === undefined || !Number.isFinite(value)) told.spoilt++;
      else told.points.push({ atMs: at.getTime(), value });
    });
  }
}

function tellMessage({ Code, Value }: { Code?: string | undefined; Value?: string | undefined }): string {
  return [Code, Value].filter(Boolean).join(' ');
}

function toSeries(told: Told | undefined, { fromMs, toMs }: MetricQuery, trouble: string | null): Series {
  if (told === undefined) return { points: [], trouble: trouble ?? 'CloudWatch gave no answer for this metric' };
  const points = told.points.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  return { points, trouble: troubleOf(told) ?? trouble };
}

function troubleOf({ status, messages, spoilt }: Told): string | null {
  if (status !== 'Complete') return mask([status, messages].filter(Boolean).join(': '));
  return spoilt === 0 ? null : `${spoilt} of the points are not numbers`;
}
