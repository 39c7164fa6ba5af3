import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { OwnAlarm } from '../deployment/own-alarm.ts';
import { fiveMinutes } from '../deployment/periods.ts';

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
      new OwnAlarm(this, what, {
        name: `${prefix}-${what}-errors`,
        means: `The shard ${what} fails; its log says why`,
        metric: of.metricErrors({ period: fiveMinutes, statistic: 'Sum' }),
        actions,
      });
    }
  }
}
