import type { Alarm, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { silenceAlarm, throttleAlarm } from '../deployment/function-alarms.ts';
import { OwnAlarm, type Told } from '../deployment/own-alarm.ts';
import { ownMetric } from '../deployment/own-metric.ts';
import { fiveMinutes as period } from '../deployment/periods.ts';
import { type DiagnosingWayIn, lookEvery } from './diagnosing-way-in.ts';

interface DiagnosingAlarmsProps {
  readonly deploymentName: string;
  readonly performanceMetrics: IFunction;
  readonly wayIn: DiagnosingWayIn;
  readonly told: Told;
}

/** Alarms on diagnosing itself. */
export class DiagnosingAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(
    scope: Construct,
    id: string,
    { deploymentName, performanceMetrics, wayIn, told }: DiagnosingAlarmsProps,
  ) {
    super(scope, id);
    const logOf = `${deploymentName}-performance-metrics`;
    const alarm = (what: string, means: string, metric: IMetric) =>
      new OwnAlarm(this, what, { what: `diagnosing-${what}`, means, metric, logOf, told });
    const failures = ownMetric(deploymentName, 'ServiceFailures', { statistic: 'Sum', period });
    const waiting = wayIn.deadLetters.metricApproximateNumberOfMessagesVisible({ period });
    const watched = { what: 'diagnosing', function: performanceMetrics, logOf, told };
    this.alarms = [
      alarm(
        'errors',
        'Looks at services fail; the log of the function says why',
        performanceMetrics.metricErrors({ period }),
      ),
      alarm('dead-letters', 'Events could not be worked on; read them in the dead-letter queue', waiting),
      alarm('failures', 'Looks end in failure; "headroom explain <service>" says why', failures),
      silenceAlarm(this, { ...watched, wokenEvery: lookEvery }),
      throttleAlarm(this, watched),
    ];
  }
}
