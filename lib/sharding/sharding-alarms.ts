import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { OwnAlarm } from '../deployment/own-alarm.ts';
import { ownMetric } from '../deployment/own-metric.ts';
import { fiveMinutes } from '../deployment/periods.ts';

interface ShardingAlarmsProps {
  readonly deploymentName: string;
  /** What the alarms do. */
  readonly actions: readonly IAlarmAction[];
}

const gibibyte = 1024 ** 3;

/** Alarms on moves of all keyspaces of a deployment. */
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
    const name = `${deploymentName}-shards-${what}`;
    const metric = ownMetric(deploymentName, on.metricName, { statistic: 'Maximum', period: fiveMinutes });
    new OwnAlarm(this, what, { name, means, metric, actions, threshold: on.threshold, evaluationPeriods: 3 });
  }
}
