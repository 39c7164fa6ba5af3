import type {
  CloudWatchClient,
  DescribeAlarmsInput,
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricAlarm,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { awsError } from '../../aws-error.ts';
import { FakeAws } from '../../fake-aws.ts';

const invalid = (message: string) => awsError('ValidationError', message);

interface Point {
  readonly atMs: number;
  readonly value: number;
}

/**
 * CloudWatch in memory. It refuses what AWS refuses: 501 queries, ids used twice, odd periods, unknown statistics.
 * Points are kept by metric name. `pageSize` is the number of points on a page.
 */
export class FakeCloudWatch extends FakeAws<CloudWatchClient> {
  readonly metrics = new Map<string, Point[]>();
  readonly alarms = new Map<string, { readonly type: 'MetricAlarm' | 'CompositeAlarm'; readonly state: string }>();
  /** Results to give for a metric instead of its points. */
  readonly results = new Map<string, MetricDataResult>();
  messages: GetMetricDataOutput['Messages'] = [];
  pageSize = 100_800;

  constructor() {
    super({
      GetMetricData: (input: GetMetricDataInput) => this.getMetricData(input),
      DescribeAlarms: (input: DescribeAlarmsInput) => this.describeAlarms(input),
    });
  }

  /** How many metrics were asked for, which is what AWS bills. */
  get billed(): number {
    return this.calls.reduce((sum, { input }) => sum + ((input.MetricDataQueries as [])?.length ?? 0), 0);
  }

  put(metric: string, points: readonly (readonly [number, number])[]): void {
    const known = this.metrics.get(metric) ?? [];
    this.metrics.set(metric, [...known, ...points.map(([atMs, value]) => ({ atMs, value }))]);
  }

  private getMetricData({
    MetricDataQueries: queries = [],
    StartTime,
    EndTime,
    NextToken,
  }: GetMetricDataInput): GetMetricDataOutput {
    if (queries.length > 500) throw invalid(`The collection MetricDataQueries must not have a size greater than 500`);
    if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
      throw invalid('The values for parameter id are not unique');
    if (!StartTime || !EndTime || StartTime >= EndTime)
      throw invalid('The parameter EndTime must be greater than StartTime');
    queries.forEach(check);
    const all = queries.map((query) => this.result(query, StartTime.getTime(), EndTime.getTime()));
    const page = pageOf(all, Number(NextToken ?? 0), this.pageSize);
    return {
      MetricDataResults: page.results,
      Messages: this.messages,
      ...(page.next !== null && { NextToken: String(page.next) }),
    };
  }

  private result({ Id, MetricStat }: MetricDataQuery, fromMs: number, toMs: number): MetricDataResult {
    const name = MetricStat?.Metric?.MetricName ?? '';
    const given = this.results.get(name);
    if (given) return { Id, ...given };
    const points = (this.metrics.get(name) ?? []).filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    const Timestamps = points.map(({ atMs }) => new Date(atMs));
    return { Id, StatusCode: 'Complete', Timestamps, Values: points.map(({ value }) => value) };
  }

  private describeAlarms({
    AlarmNames = [],
    AlarmTypes = ['MetricAlarm'],
    MaxRecords = 50,
    NextToken,
  }: DescribeAlarmsInput) {
    if (AlarmNames.length > 100) throw invalid('AlarmNames must not have a size greater than 100');
    if (MaxRecords > 100) throw invalid('MaxRecords must be at most 100');
    if (AlarmNames.some((name) => name === '' || name.length > 255)) throw invalid('an alarm name has a bad length');
    const found = AlarmNames.flatMap((name) => {
      const alarm = this.alarms.get(name);
      return alarm && AlarmTypes.includes(alarm.type)
        ? [{ type: alarm.type, AlarmName: name, StateValue: alarm.state }]
        : [];
    });
    const from = Number(NextToken ?? 0);
    const page = found.slice(from, from + MaxRecords) as (MetricAlarm & { type: string })[];
    const next = from + MaxRecords < found.length ? { NextToken: String(from + MaxRecords) } : {};
    return {
      MetricAlarms: page.filter(({ type }) => type === 'MetricAlarm'),
      CompositeAlarms: page.filter(({ type }) => type === 'CompositeAlarm'),
      ...next,
    };
  }
}

const statistic =
  /^(SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tm|tc|ts|wm)\d{1,3}(\.\d+)?|(TM|TC|TS|WM|PR)\(.*\))$/;

function check({ Id = '', MetricStat }: MetricDataQuery): void {
  const { Period = 0, Stat = '', Metric = {} } = MetricStat ?? {};
  if (!/^[a-z]\w*$/.test(Id))
    throw invalid('The value for parameter MetricDataQueries.Id is not matching the expected pattern');
  if (![1, 5, 10, 20, 30].includes(Period) && (Period < 60 || Period % 60 !== 0))
    throw invalid(`Period ${Period} is invalid`);
  if (!statistic.test(Stat)) throw invalid(`The value ${Stat} for parameter Stat is not supported`);
  if (!Metric.Namespace || !Metric.MetricName) throw invalid('Namespace and MetricName are required');
  if ((Metric.Dimensions ?? []).length > 30) throw invalid('more than 30 dimensions');
}

/** Points of one metric may go on over several pages; all but the last part are told as PartialData. */
function pageOf(all: readonly MetricDataResult[], from: number, size: number) {
  const results: MetricDataResult[] = [];
  let before = 0;
  for (const result of all) {
    const points = result.Timestamps?.length ?? 0;
    const start = Math.max(from - before, 0);
    const end = Math.min(points, from + size - before);
    const onPage = points === 0 ? before >= from && before <= from + size : end > start && start < points;
    if (onPage)
      results.push(end < points ? { ...cut(result, start, end), StatusCode: 'PartialData' } : cut(result, start, end));
    before += points;
  }
  return { results, next: from + size < before ? from + size : null };
}

function cut(result: MetricDataResult, start: number, end: number): MetricDataResult {
  return { ...result, Timestamps: result.Timestamps?.slice(start, end), Values: result.Values?.slice(start, end) };
}
