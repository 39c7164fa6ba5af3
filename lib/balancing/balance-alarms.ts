import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import { oneMinute } from '../deployment/periods.ts';
import { placeMark } from '../deployment/place-mark.ts';
import { alarmText, type Runbooks } from '../deployment/runbooks.ts';
import { loadBalancerName, targetGroupName } from './balance-arns.ts';

interface BalanceAlarmsProps {
  readonly runbooks: Runbooks;
  readonly config: BalanceConfig;
  readonly topic: ITopic;
}

/** So many failed requests in a minute are worth a look; the look tells whether they are many. */
const manyErrors = 10;

/** Wake load balancing where a target falls ill, requests fail, or answers are slow; every change of state acts. */
export class BalanceAlarms extends Construct {
  private readonly props: BalanceAlarmsProps;

  constructor(scope: Construct, id: string, props: BalanceAlarmsProps) {
    super(scope, id);
    this.props = props;
    const { groups, latencySeconds } = props.config;
    for (const [name, { targetGroupArn }] of Object.entries(groups)) {
      this.alarm(`${name}-unhealthy`, this.metric(targetGroupArn, 'UnHealthyHostCount', 'Maximum'), 0);
      this.alarm(`${name}-errors`, this.metric(targetGroupArn, 'HTTPCode_Target_5XX_Count', 'Sum'), manyErrors);
      if (latencySeconds === null) continue;
      this.alarm(`${name}-slow`, this.metric(targetGroupArn, 'TargetResponseTime', 'p99'), latencySeconds);
    }
  }

  private metric(targetGroupArn: string, metricName: string, statistic: string): Metric {
    const dimensionsMap = {
      LoadBalancer: loadBalancerName(this.props.config.balancer),
      TargetGroup: targetGroupName(targetGroupArn),
    };
    return new Metric({ namespace: 'AWS/ApplicationELB', metricName, dimensionsMap, statistic, period: oneMinute });
  }

  private alarm(what: string, metric: Metric, threshold: number): void {
    const { runbooks, config, topic } = this.props;
    const { deploymentName } = runbooks;
    const alarm = new Alarm(this, what, {
      alarmName: `${deploymentName}-balancing/${config.balance}:${what}:${placeMark(this)}`,
      alarmDescription: alarmText(this, runbooks, {
        means: `Wakes Headroom to look at the weights of ${config.balance}`,
        logOf: `${deploymentName}-load-balancer`,
        runbook: 'alarms-that-wake',
      }),
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // None of these metrics is published while there are no requests, or no targets.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const act = new SnsAction(topic);
    alarm.addAlarmAction(act);
    alarm.addOkAction(act);
  }
}
