import { type AlarmProps, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { throttleAlarm } from '../deployment/function-alarms.ts';
import { OwnAlarm, type Told } from '../deployment/own-alarm.ts';
import { ownMetric } from '../deployment/own-metric.ts';
import { fiveMinutes as period } from '../deployment/periods.ts';

interface PurgeAlarmsProps {
  readonly deploymentName: string;
  readonly purger: IFunction;
  readonly deadLetters: IQueue;
  readonly told: Told;
}

/** CDNs purge in seconds; a change that waits for ten minutes waits for somebody. */
const oldSeconds = 600;

/** Alarms on purging itself. */
export class PurgeAlarms extends Construct {
  constructor(scope: Construct, id: string, { deploymentName, purger, deadLetters, told }: PurgeAlarmsProps) {
    super(scope, id);
    const logOf = `${deploymentName}-cdn-purger`;
    const alarm = (what: string, means: string, metric: IMetric, other: Partial<AlarmProps> = {}) =>
      new OwnAlarm(this, what, { what: `purge-${what}`, means, metric, logOf, told, ...other });
    const age = ownMetric(deploymentName, 'PurgeAgeSeconds', { statistic: 'Maximum', period });
    alarm('age', 'Changed content has not been purged for long; "headroom explain <purge>" says why', age, {
      threshold: oldSeconds,
      evaluationPeriods: 2,
      // The schedule looks once a minute: no data means that nothing looks at all.
      treatMissingData: TreatMissingData.BREACHING,
    });
    alarm(
      'refused',
      'Items could not be purged and are not tried again, so what they stand for stays cached; "headroom explain <purge>" names them and says why',
      ownMetric(deploymentName, 'PurgeItemsRefused', { statistic: 'Sum', period }),
    );
    alarm('errors', 'The purger fails; its log says why', purger.metricErrors({ period, statistic: 'Sum' }));
    alarm(
      'dead-letters',
      'Changes could not be taken in and are not purged; read them in the dead-letter queue, mend the cause, redrive them',
      deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    );
    throttleAlarm(this, { what: 'purge', function: purger, logOf, told });
  }
}
