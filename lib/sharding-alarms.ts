import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IAlarmAction, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { metricNamespace } from './metric-namespace.ts';

interface ShardingAlarmsProps {
  readonly deploymentName: string;
  /** What the alarms do. */
  readonly actions: readonly IAlarmAction[];
}

const gibibyte = 1024 ** 3;

/** Alarms on moves of all keyspaces of a deployment. They tell people; none of them wakes a look. */
export class ShardingAlarms extends Construct {
  private readonly props: ShardingAlarmsProps;

  constructor(scope: Construct, id: string, props: ShardingAlarmsProps) {
    super(scope, id);
    this.props = props;
    this.alarm('slot-lag', 'A replication slot holds WAL back; "headroom shards status" tells of which move', {
      metricName: 'ShardSlotLagBytes',
      threshold: 10 * gibibyte,
    });
    this.alarm('stuck-moves', 'Moves have not come on for long; "headroom shards status" tells what they wait for', {
      metricName: 'ShardMovesStuck',
      threshold: 0,
    });
    this.alarm('orphans', 'Shards hold what no move knows of; the mover sweeps it away within some ticks', {
      metricName: 'ShardOrphans',
      threshold: 0,
    });
  }

  private alarm(what: string, means: string, on: { readonly metricName: string; readonly threshold: number }): void {
    const { deploymentName, actions } = this.props;
    const alarm = new Alarm(this, what, {
      alarmName: `${deploymentName}-shards-${what}`,
      alarmDescription: means,
      metric: new Metric({
        namespace: metricNamespace,
        metricName: on.metricName,
        dimensionsMap: { deployment: deploymentName },
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      threshold: on.threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(...actions);
    alarm.addOkAction(...actions);
  }
}
