import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

interface OwnAlarmProps extends Partial<Omit<AlarmProps, 'alarmName' | 'alarmDescription' | 'metric'>> {
  readonly name: string;
  /** What it means and what to do, for whom it wakes. */
  readonly means: string;
  readonly metric: IMetric;
  /** What it does. */
  readonly actions: readonly IAlarmAction[];
}

/** An alarm on Headroom itself, by default on anything above 0. It tells people; it wakes no look. */
export class OwnAlarm extends Alarm {
  constructor(scope: Construct, id: string, { name, means, actions, ...props }: OwnAlarmProps) {
    super(scope, id, {
      alarmName: name,
      alarmDescription: means,
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
    this.addAlarmAction(...actions);
    this.addOkAction(...actions);
  }
}
