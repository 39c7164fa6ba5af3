import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Calls, Canary } from '../../../../core/scaling/sizing/size-told.ts';

/** Which versions of which alias are compared, and since when. */
export interface Compared {
  readonly functionName: string;
  readonly aliasName: string;
  readonly young: string;
  readonly old: string;
  readonly sinceMs: number;
  readonly nowMs: number;
}

const names = ['Invocations', 'Errors'] as const;

/**
 * What two versions that an alias has weights for were called, and how often that failed: Lambda tells both by the version that
 * was executed (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html). What it has not told yet counts as none.
 */
export async function canaryCalls(
  client: Pick<CloudWatchClient, 'send'>,
  { functionName, aliasName, young, old, sinceMs, nowMs }: Compared,
  abortSignal: AbortSignal,
): Promise<Canary> {
  const query = (version: string, MetricName: string, Id: string): MetricDataQuery => ({
    Id,
    MetricStat: {
      ...{ Period: 60, Stat: 'Sum' },
      Metric: {
        ...{ Namespace: 'AWS/Lambda', MetricName },
        Dimensions: [
          { Name: 'FunctionName', Value: functionName },
          { Name: 'Resource', Value: `${functionName}:${aliasName}` },
          { Name: 'ExecutedVersion', Value: version },
        ],
      },
    },
  });
  const versions = { young, old };
  const MetricDataQueries = Object.entries(versions).flatMap(([name, version]) =>
    names.map((metric) => query(version, metric, `${name}${metric}`)),
  );
  const StartTime = new Date(Math.floor(sinceMs / 60_000) * 60_000);
  const asked = new GetMetricDataCommand({ MetricDataQueries, StartTime, EndTime: new Date(nowMs) });
  const { MetricDataResults = [] } = await client.send(asked, { abortSignal });
  const sum = (id: string) => {
    const values = MetricDataResults.find(({ Id }) => Id === id)?.Values ?? [];
    return values.reduce((all, one) => all + one, 0);
  };
  const callsOf = (name: string): Calls => ({ all: sum(`${name}Invocations`), failed: sum(`${name}Errors`) });
  return { calls: { young: callsOf('young'), old: callsOf('old') } };
}
