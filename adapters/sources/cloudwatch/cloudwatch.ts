import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { becauseOf } from '../../../core/because-of.ts';
import type { Series } from '../../../core/readings/series.ts';
import { batchLoader, isInvalidCall } from '../../aws/batch-loader.ts';
import type { KindSource, SourceWorld } from '../kind-source.ts';
import { getMetricData, mostQueries } from './get-metric-data.ts';
import { type MetricQuery, metricQuery, rangeOf } from './metric-query.ts';
import { retentionFault } from './metric-retention.ts';

/** What reading CloudWatch needs. */
interface CloudWatchWorld extends Pick<SourceWorld, 'leftMs' | 'nowMs'> {
  readonly client: Pick<CloudWatchClient, 'send'>;
}

/**
 * Reads metrics with GetMetricData: all that is asked for in one tick in as few calls as its limits allow, the same metric
 * once, whoever asks. GetMetricData is billed by the metric asked for. Never rejects.
 */
export function cloudWatchSource({ client, leftMs, nowMs }: CloudWatchWorld): KindSource<'cloudwatch'> {
  const load = batchLoader<MetricQuery, Series>({
    most: mostQueries,
    nameOf: ({ name }) => name,
    groupOf: rangeOf,
    load: (queries) => getMetricData(client, queries, leftMs()),
    spoils: isInvalidCall,
  });
  const read = async (query: MetricQuery): Promise<Series> => {
    const fault = retentionFault(query.periodSeconds, query.fromMs, nowMs());
    if (fault !== null) return { points: [], trouble: fault };
    try {
      return (await load(query)) ?? { points: [], trouble: 'CloudWatch gave no answer for this metric' };
    } catch (error) {
      return { points: [], trouble: String(becauseOf(error).error) };
    }
  };
  return {
    async read(part, fromMs, toMs) {
      const ask = (asked: typeof part | NonNullable<(typeof part)['witness']>) =>
        read(metricQuery(asked, part.periodSeconds, fromMs, toMs));
      const [metric, witness] = await Promise.all([ask(part), part.witness === null ? null : ask(part.witness)]);
      return { metric, witness };
    },
  };
}
