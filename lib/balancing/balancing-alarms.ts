import type { Alarm, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { silenceAlarm, throttleAlarm } from '../deployment/function-alarms.ts';
import { OwnAlarm, type Told } from '../deployment/own-alarm.ts';
import { ownMetric } from '../deployment/own-metric.ts';
import { fiveMinutes } from '../deployment/periods.ts';
import type { BalancingWayIn } from './balancing-way-in.ts';

interface BalancingAlarmsProps {
  readonly deploymentName: string;
  readonly loadBalancer: IFunction;
  readonly wayIn: BalancingWayIn;
  readonly told: Told;
}

const shortMeans = 'A shift has waited for units for over ten minutes: its scalable cannot give them, or none is named';
const nobodyMeans = 'All requests of a balance go to groups that have no healthy target';

/** Alarms on load balancing itself. */
export class BalancingAlarms extends Construct {
  readonly alarms: readonly Alarm[];
  private readonly props: BalancingAlarmsProps;

  constructor(scope: Construct, id: string, props: BalancingAlarmsProps) {
    super(scope, id);
    this.props = props;
    const { deploymentName, loadBalancer, wayIn } = props;
    const failures = ownMetric(deploymentName, 'BalanceFailures', { statistic: 'Sum', period: fiveMinutes });
    const waiting = wayIn.deadLetters.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes });
    const short = ownMetric(deploymentName, 'ShiftsShortOfUnits', { statistic: 'Maximum', period: fiveMinutes });
    const nobody = ownMetric(deploymentName, 'BalancesServingNobody', { statistic: 'Maximum', period: fiveMinutes });
    const logOf = `${deploymentName}-load-balancer`;
    const watched = { what: 'balancing', function: loadBalancer, logOf, told: props.told };
    this.alarms = [
      this.alarm('units', `${shortMeans}; "headroom explain <balance>" says which and how many`, short),
      this.alarm('nobody', `${nobodyMeans}; "headroom explain <balance>" gives the command that ends it`, nobody),
      this.alarm('errors', 'Looks at weights fail; the log of the function says why', loadBalancer.metricErrors()),
      this.alarm('dead-letters', 'Events could not be worked on; read them in the dead-letter queue', waiting),
      this.alarm('failures', 'Looks end in failure; "headroom explain <balance>" says why', failures),
      silenceAlarm(this, watched),
      throttleAlarm(this, watched),
    ];
  }

  private alarm(what: string, means: string, metric: IMetric): Alarm {
    const { deploymentName, told } = this.props;
    const logOf = `${deploymentName}-load-balancer`;
    return new OwnAlarm(this, what, { what: `balancing-${what}`, means, metric, logOf, told });
  }
}
