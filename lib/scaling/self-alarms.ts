import { type Alarm, type AlarmProps, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { OwnAlarm, type Told } from '../deployment/own-alarm.ts';
import { ownMetric } from '../deployment/own-metric.ts';
import { fiveMinutes } from '../deployment/periods.ts';
import type { Tuning } from './tuning.ts';
import type { WayIn } from './way-in.ts';

interface SelfAlarmsProps {
  readonly deploymentName: string;
  readonly allocator: IFunction;
  readonly wayIn: WayIn;
  readonly tuning: Tuning;
  readonly told: Told;
}

/** One alarm, by default on anything above 0. */
interface SelfAlarm extends Pick<Partial<AlarmProps>, 'threshold' | 'evaluationPeriods' | 'treatMissingData'> {
  /** What it means and what to do. */
  readonly means: string;
  /** The function whose log tells more. @default resource-allocator */
  readonly logOf?: string;
  metric(of: SelfAlarmsProps): IMetric;
}

const sum = { period: fiveMinutes, statistic: 'Sum' };
const most = { period: fiveMinutes, statistic: 'Maximum' };

/** By what their names end with. */
const selfAlarms: Readonly<Record<string, SelfAlarm>> = {
  errors: {
    means: 'Looks fail; the log of the function says why',
    metric: ({ allocator }) => allocator.metricErrors(sum),
  },
  throttles: {
    means: 'Lambda holds the function back; raise the limit of concurrency',
    metric: ({ allocator }) => allocator.metricThrottles(sum),
  },
  'dead-letters': {
    means: 'Events could not be worked on; read them in the dead-letter queue, mend the cause, redrive or drop them',
    metric: ({ wayIn }) => wayIn.deadLetters.metricApproximateNumberOfMessagesVisible(most),
  },
  'queue-age': {
    means: 'Events wait too long to be looked at',
    metric: ({ wayIn }) => wayIn.queue.metricApproximateAgeOfOldestMessage(most),
    threshold: 180,
  },
  'tuner-errors': {
    logOf: 'policy-tuner',
    means: 'Policies cannot be chosen; the log of policy-tuner says why, and what was chosen before stays in charge',
    metric: ({ tuning }) => tuning.tuner.function.metricErrors(sum),
  },
  'tuner-dead-letters': {
    logOf: 'policy-tuner',
    means:
      'Scalables could not be tuned; read the requests in the dead-letter queue, mend the cause, redrive or drop them',
    metric: ({ tuning }) => tuning.deadLetters.metricApproximateNumberOfMessagesVisible(most),
  },
  failures: {
    means: 'Looks end in failure; "headroom explain" says why',
    metric: ({ deploymentName }) => ownMetric(deploymentName, 'Failures', sum),
  },
  degraded: {
    means: 'Readings of a scalable have been silent for long; it is held',
    metric: ({ deploymentName }) => ownMetric(deploymentName, 'Degraded', most),
  },
  'silent-at-zero': {
    means:
      'Nothing would bring a scalable back from zero, so that it keeps one unit; "headroom explain" says what to add',
    metric: ({ deploymentName }) => ownMetric(deploymentName, 'SilentAtZero', most),
  },
  // Every scalable is looked at every five minutes at the latest. No data means that nothing looks at all.
  'decision-age': {
    means: 'A scalable has not been looked at for long',
    metric: ({ deploymentName }) => ownMetric(deploymentName, 'DecisionAgeSeconds', most),
    threshold: 900,
    evaluationPeriods: 2,
    treatMissingData: TreatMissingData.BREACHING,
  },
};

/** Headroom's alarms on itself. */
export class SelfAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: SelfAlarmsProps) {
    super(scope, id);
    const { deploymentName, told } = props;
    this.alarms = Object.entries(selfAlarms).map(([what, { metric, logOf: by = 'resource-allocator', ...alarm }]) => {
      return new OwnAlarm(this, what, {
        ...alarm,
        what,
        logOf: `${deploymentName}-${by}`,
        metric: metric(props),
        told,
      });
    });
  }
}
