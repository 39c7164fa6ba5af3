import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { metricNamespace } from './metric-namespace.ts';

interface PurgeAlarmsProps {
  readonly deploymentName: string;
  readonly purger: IFunction;
  readonly deadLetters: IQueue;
  /** What the alarms do. */
  readonly actions: readonly IAlarmAction[];
}

/** CDNs purge in seconds; a change that waits for ten minutes waits for somebody. */
const oldSeconds = 600;
const period = Duration.minutes(5);

/** Alarms on purging itself. They tell people; none of them wakes a look. */
export class PurgeAlarms extends Construct {
  constructor(scope: Construct, id: string, { deploymentName, purger, deadLetters, actions }: PurgeAlarmsProps) {
    super(scope, id);
    const alarm = (
      what: string,
      means: string,
      metric: IMetric,
      more: { threshold?: number; periods?: number } = {},
    ) => {
      const made = new Alarm(this, what, {
        alarmName: `${deploymentName}-purge-${what}`,
        alarmDescription: means,
        metric,
        threshold: more.threshold ?? 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: more.periods ?? 1,
        treatMissingData: what === 'age' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      made.addAlarmAction(...actions);
      made.addOkAction(...actions);
    };
    const age = new Metric({
      namespace: metricNamespace,
      metricName: 'PurgeAgeSeconds',
      dimensionsMap: { deployment: deploymentName },
      statistic: 'Maximum',
      period,
    });
    // The schedule looks once a minute: no data means that nothing looks at all.
    const old = { threshold: oldSeconds, periods: 2 };
    alarm('age', 'Changed content has not been purged for long; "headroom explain --purges" says why', age, old);
    alarm('errors', 'The purger fails; its log says why', purger.metricErrors({ period, statistic: 'Sum' }));
    alarm(
      'dead-letters',
      'Changes could not be taken in and are not purged; read them in the dead-letter queue, mend the cause, redrive them',
      deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    );
  }
}
