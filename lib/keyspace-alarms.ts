import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IAlarmAction, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

interface KeyspaceAlarmsProps {
  /** What the alarms' names begin with. */
  readonly prefix: string;
  readonly mover: IFunction;
  readonly balancer: IFunction;
  /** What the alarms do. */
  readonly actions: readonly IAlarmAction[];
}

/** Alarms on the functions of one keyspace: where they fail, moves stand still and nobody counts them as stuck. */
export class KeyspaceAlarms extends Construct {
  constructor(scope: Construct, id: string, { prefix, mover, balancer, actions }: KeyspaceAlarmsProps) {
    super(scope, id);
    for (const [what, of] of Object.entries({ mover, balancer })) {
      const alarm = new Alarm(this, what, {
        alarmName: `${prefix}-${what}-errors`,
        alarmDescription: `The shard ${what} fails; its log says why`,
        metric: of.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' }),
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(...actions);
      alarm.addOkAction(...actions);
    }
  }
}
