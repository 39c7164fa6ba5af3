import { type Alarm, type AlarmProps, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { troubleKindNames, troubleKinds } from '../../core/model/trouble-kinds.ts';
import { troubleTexts } from '../../core/model/trouble-texts.ts';
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
  /** Whether the numbers of decisions are sent anywhere. */
  readonly sends: boolean;
}

/** One alarm, by default on anything above 0. */
interface SelfAlarm
  extends Pick<Partial<AlarmProps>, 'threshold' | 'evaluationPeriods' | 'datapointsToAlarm' | 'treatMissingData'> {
  /** What it means and what to do. */
  readonly means: string;
  /** The function whose log tells more. @default resource-allocator */
  readonly logOf?: string;
  metric(of: SelfAlarmsProps): IMetric;
}

const sum = { period: fiveMinutes, statistic: 'Sum' };
const most = { period: fiveMinutes, statistic: 'Maximum' };

/** Keyed by the ends of their names. */
const onItself: Readonly<Record<string, SelfAlarm>> = {
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
    means:
      'Policies cannot be chosen; the log of policy-tuner says why, and the policy that was chosen before stays in use',
    metric: ({ tuning }) => tuning.tuner.live.metricErrors(sum),
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
  // Every scalable is looked at every five minutes at the latest. No data means that nothing looks at all.
  'decision-age': {
    means: 'A scalable has not been looked at for long',
    metric: ({ deploymentName }) => ownMetric(deploymentName, 'DecisionAgeSeconds', most),
    threshold: 900,
    evaluationPeriods: 2,
    treatMissingData: TreatMissingData.BREACHING,
  },
};

/** Where numbers are sent. A quarter of an hour without one that was taken is not a hiccup. */
const onSinks: Readonly<Record<string, SelfAlarm>> = {
  'sink-failures': {
    means:
      'The numbers of decisions are not taken where they are sent; decisions go on, and graphs elsewhere have a gap',
    metric: ({ deploymentName }) => ownMetric(deploymentName, 'SinkFailures', sum),
    evaluationPeriods: 3,
  },
};

/**
 * One alarm for each kind of trouble, for the whole deployment: who has it is told by the widget, `headroom explain`, the log
 * and the event. Every subject is looked at every five minutes, so a period without any is one in which it has gone, or a
 * look was late: it takes three to be over.
 */
const onTroubles: Readonly<Record<string, SelfAlarm>> = Object.fromEntries(
  troubleKindNames.map((kind) => {
    const { metric } = troubleKinds[kind];
    const { means, remedy } = troubleTexts[kind];
    const helps = remedy.replaceAll('{subject}', '<name>');
    return [
      kind,
      {
        means: `${means}. The dashboard and the event "Trouble Found" name it as <name>. What helps: ${helps}`,
        metric: ({ deploymentName }) => ownMetric(deploymentName, metric, most),
        evaluationPeriods: 3,
        datapointsToAlarm: 1,
      },
    ];
  }),
);

/** Headroom's alarms on itself. */
export class SelfAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: SelfAlarmsProps) {
    super(scope, id);
    const { deploymentName, told, sends } = props;
    const all = { ...onItself, ...(sends && onSinks), ...onTroubles };
    this.alarms = Object.entries(all).map(([what, { metric, logOf: by = 'resource-allocator', ...alarm }]) => {
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
