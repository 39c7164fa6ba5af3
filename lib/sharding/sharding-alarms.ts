import { Construct } from 'constructs';
import { OwnAlarm, type Told } from '../deployment/own-alarm.ts';
import { ownMetric } from '../deployment/own-metric.ts';
import { fiveMinutes } from '../deployment/periods.ts';

const gibibyte = 1024 ** 3;

/** Alarms on moves of all keyspaces of a deployment. */
export class ShardingAlarms extends Construct {
  private readonly told: Told;

  constructor(scope: Construct, id: string, told: Told) {
    super(scope, id);
    this.told = told;
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
    const { told } = this;
    const { deploymentName } = told;
    const metric = ownMetric(deploymentName, on.metricName, { statistic: 'Maximum', period: fiveMinutes });
    // Each keyspace has a mover of its own.
    const logOf = `${deploymentName}-*-shard-mover`;
    const every = { threshold: on.threshold, evaluationPeriods: 3 };
    new OwnAlarm(this, what, { what: `shards-${what}`, means, metric, logOf, told, ...every });
  }
}
