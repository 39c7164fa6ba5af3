import { GraphWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { oneMinute } from '../deployment/periods.ts';
import type { Balance } from './balance.ts';
import { loadBalancerName, targetGroupName } from './balance-arns.ts';

/** Requests and slow answers of each group of a balance: AWS's own metrics, so the graph costs none. */
export class BalanceGraph extends GraphWidget {
  constructor({ balance, config: { balancer, groups } }: Balance) {
    const metric = (metricName: string, statistic: string, what: string) =>
      Object.entries(groups).map(([name, { targetGroupArn }]) => {
        const dimensionsMap = {
          LoadBalancer: loadBalancerName(balancer),
          TargetGroup: targetGroupName(targetGroupArn),
        };
        const label = `${name}: ${what}`;
        return new Metric({
          namespace: 'AWS/ApplicationELB',
          metricName,
          statistic,
          dimensionsMap,
          label,
          period: oneMinute,
        });
      });
    super({
      title: `${balance}: shares`,
      width: 12,
      leftYAxis: { label: 'requests and errors a minute', showUnits: false, min: 0 },
      left: [...metric('RequestCount', 'Sum', 'requests'), ...metric('HTTPCode_Target_5XX_Count', 'Sum', 'errors')],
      rightYAxis: { label: 'p99 in seconds', showUnits: false, min: 0 },
      right: metric('TargetResponseTime', 'p99', 'p99'),
    });
  }
}
