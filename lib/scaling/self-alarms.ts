import {
  type Alarm,
  type AlarmProps,
  type IAlarmAction,
  type IMetric,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { OwnAlarm } from '../deployment/own-alarm.ts';
import { ownMetric } from '../deployment/own-metric.ts';
import { fiveMinutes } from '../deployment/periods.ts';
import type { Tuning } from './tuning.ts';
import type { WayIn } from './way-in.ts';

interface SelfAlarmsProps {
  readonly deploymentName: string;
  readonly allocator: IFunction;
  readonly wayIn: WayIn;
  readonly tuning: Tuning;
  /** What the alarms do. */
  readonly actions: readonly IAlarmAction[];
}

/** Headroom's alarms on itself. */
export class SelfAlarms extends Construct {
  readonly alarms: readonly Alarm[];
  private readonly props: SelfAlarmsProps;

  constructor(scope: Construct, id: string, props: SelfAlarmsProps) {
    super(scope, id);
    this.props = props;
    const { allocator, wayIn, tuning } = props;
    const sum = { period: fiveMinutes, statistic: 'Sum' };
    const most = { period: fiveMinutes, statistic: 'Maximum' };
    this.alarms = [
      this.alarm('errors', 'Looks fail; the log of the function says why', allocator.metricErrors(sum), 0),
      this.alarm(
        'throttles',
        'Lambda holds the function back; raise the limit of concurrency',
        allocator.metricThrottles(sum),
        0,
      ),
      this.alarm(
        'dead-letters',
        'Events could not be worked on; read them in the dead-letter queue, mend the cause, redrive or drop them',
        wayIn.deadLetters.metricApproximateNumberOfMessagesVisible(most),
        0,
      ),
      this.alarm(
        'queue-age',
        'Events wait too long to be looked at',
        wayIn.queue.metricApproximateAgeOfOldestMessage(most),
        180,
      ),
      this.alarm(
        'tuner-errors',
        'Policies cannot be chosen; the log of policy-tuner says why, and what was chosen before stays in charge',
        tuning.tuner.function.metricErrors(sum),
        0,
      ),
      this.alarm(
        'tuner-dead-letters',
        'Scalables could not be tuned; read the requests in the dead-letter queue, mend the cause, redrive or drop them',
        tuning.deadLetters.metricApproximateNumberOfMessagesVisible(most),
        0,
      ),
      this.alarm('failures', 'Looks end in failure; "headroom explain" says why', this.own('Failures', 'Sum'), 0),
      this.alarm(
        'degraded',
        'Readings of a scalable have been silent for long; it is held',
        this.own('Degraded', 'Maximum'),
        0,
      ),
      // Every scalable is looked at every five minutes at the latest. No data means that nothing looks at all.
      this.alarm(
        'decision-age',
        'A scalable has not been looked at for long',
        this.own('DecisionAgeSeconds', 'Maximum'),
        900,
        {
          treatMissingData: TreatMissingData.BREACHING,
          evaluationPeriods: 2,
        },
      ),
    ];
  }

  private alarm(
    what: string,
    means: string,
    metric: IMetric,
    threshold: number,
    other: Partial<AlarmProps> = {},
  ): Alarm {
    const { deploymentName, actions } = this.props;
    return new OwnAlarm(this, what, { name: `${deploymentName}-${what}`, means, metric, threshold, actions, ...other });
  }

  private own(metricName: string, statistic: string): Metric {
    return ownMetric(this.props.deploymentName, metricName, { statistic, period: fiveMinutes });
  }
}
