import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { refuseArnElsewhere } from './refuse-elsewhere.ts';
import { alarmText, type Runbooks } from './runbooks.ts';

/** Who is told by the alarms on Headroom itself, and where the runbooks for them are. */
export interface Told extends Runbooks {
  readonly actions: readonly IAlarmAction[];
}

interface OwnAlarmProps extends Partial<Omit<AlarmProps, 'alarmName' | 'alarmDescription' | 'metric'>> {
  /** What its name ends with, after that of the deployment: `purge-age`. Its runbook is the page of this name. */
  readonly what: string;
  /** The page that tells what to do. @default that of `what` */
  readonly runbook?: string;
  /** What it means and what to do, for whom it wakes. */
  readonly means: string;
  readonly metric: IMetric;
  /** The function whose log tells more; with a `*` in its name, each of these. */
  readonly logOf: string;
  readonly told: Told;
}

/** An alarm on Headroom itself, by default on anything above 0. It tells people; it wakes no look. */
export class OwnAlarm extends Alarm {
  constructor(scope: Construct, id: string, { what, runbook = what, means, logOf, told, ...props }: OwnAlarmProps) {
    super(scope, id, {
      alarmName: `${told.deploymentName}-${what}`,
      alarmDescription: alarmText(scope, told, { means, logOf, runbook }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
    this.addAlarmAction(...told.actions);
    this.addOkAction(...told.actions);
    for (const arn of this.alarmActionArns ?? []) refuseArnElsewhere('alarmActions', arn, scope);
  }
}
