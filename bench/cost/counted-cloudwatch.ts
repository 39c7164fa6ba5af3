const minuteMs = 60_000;

interface Query {
  readonly Id: string;
  readonly MetricStat: { readonly Metric: { readonly MetricName: string }; readonly Period: number };
}

interface MetricData {
  readonly MetricDataQueries: readonly Query[];
  readonly StartTime: Date;
  readonly EndTime: Date;
}

/** A CloudWatch in memory that tells of each metric what it is told to, and counts what is charged for. */
export class CountedCloudWatch {
  metrics = 0;
  requests = 0;
  private readonly valueAt: (metricName: string, atMs: number) => number;

  constructor(valueAt: (metricName: string, atMs: number) => number) {
    this.valueAt = valueAt;
  }

  async send(command: object): Promise<never> {
    const { input } = command as { readonly input: object };
    return (
      command.constructor.name === 'GetMetricDataCommand' ? this.data(input as MetricData) : this.alarms(input)
    ) as never;
  }

  private data({ MetricDataQueries, StartTime, EndTime }: MetricData): object {
    this.metrics += MetricDataQueries.length;
    return {
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat: { Metric, Period } }) => {
        const Timestamps = pointsOf(StartTime.getTime(), EndTime.getTime() - minuteMs, Period * 1000);
        const Values = Timestamps.map((at) => this.valueAt(Metric.MetricName, at.getTime()));
        return { Id, StatusCode: 'Complete', Timestamps, Values };
      }),
    };
  }

  private alarms(input: object): object {
    this.requests++;
    const { AlarmNames = [] } = input as { readonly AlarmNames?: readonly string[] };
    return { MetricAlarms: AlarmNames.map((AlarmName) => ({ AlarmName, StateValue: 'OK' })) };
  }
}

function pointsOf(fromMs: number, toMs: number, periodMs: number): Date[] {
  const first = Math.ceil(fromMs / periodMs);
  return Array.from(
    { length: Math.max(0, Math.floor(toMs / periodMs) - first) },
    (_, index) => new Date((first + index) * periodMs),
  );
}
