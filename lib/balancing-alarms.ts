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
import { Construct } from 'constructs';
import type { BalancingWayIn } from './balancing-way-in.ts';
import { metricNamespace } from './metric-namespace.ts';

interface BalancingAlarmsProps {
  readonly deploymentName: string;
  readonly loadBalancer: IFunction;
  readonly wayIn: BalancingWayIn;
  /** What the alarms do. */
  readonly actions: readonly IAlarmAction[];
}

const fiveMinutes = Duration.minutes(5);

/** Alarms on load balancing itself. They tell people; none of them wakes a look. */
export class BalancingAlarms extends Construct {
  readonly alarms: readonly Alarm[];
  private readonly props: BalancingAlarmsProps;

  constructor(scope: Construct, id: string, props: BalancingAlarmsProps) {
    super(scope, id);
    this.props = props;
    const { deploymentName, loadBalancer, wayIn } = props;
    const failures = new Metric({
      namespace: metricNamespace,
      metricName: 'BalanceFailures',
      dimensionsMap: { deployment: deploymentName },
      statistic: 'Sum',
      period: fiveMinutes,
    });
    const waiting = wayIn.deadLetters.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes });
    this.alarms = [
      this.alarm('errors', 'Looks at weights fail; the log of the function says why', loadBalancer.metricErrors()),
      this.alarm('dead-letters', 'Events could not be worked on; read them in the dead-letter queue', waiting),
      this.alarm('failures', 'Looks end in failure; "headroom explain --weights" says why', failures),
    ];
  }

  private alarm(what: string, means: string, metric: IMetric): Alarm {
    const alarm = new Alarm(this, what, {
      alarmName: `${this.props.deploymentName}-balancing-${what}`,
      alarmDescription: means,
      metric,
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(...this.props.actions);
    alarm.addOkAction(...this.props.actions);
    return alarm;
  }
}
