import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment/deployment.ts';
import type { ConfigWriter } from '../deployment/functions/config-writer.ts';
import type { GrantBy } from '../deployment/grant-by.ts';
import { LateTick } from '../deployment/late-tick.ts';
import type { Runbooks } from '../deployment/runbooks.ts';
import { TickSchedule } from '../deployment/tick-schedule.ts';
import { BalanceTagGrant } from './balance-tag-grant.ts';
import { BalancingAlarms } from './balancing-alarms.ts';
import { BalancingWayIn } from './balancing-way-in.ts';
import { balancingWidgets } from './balancing-widgets.ts';
import { LoadBalancer } from './functions/load-balancer.ts';

/** What all balances of a deployment share; made with the first of them, so that whoever has none pays for none. */
export class BalancingDeployment extends Construct {
  readonly deploymentName: string;
  readonly topic: ITopic;
  readonly configWriter: ConfigWriter;
  /** The role that sets weights. */
  readonly role: IRole;
  readonly grantBy: GrantBy;
  /** Where it stands what to do at an alarm. */
  readonly runbooks: Runbooks;
  /** How load balancing itself is. */
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { every, configWriter, testEventWriter, grantBy, told } = deployment;
    const { deploymentName } = every;
    const functionTimeout = LoadBalancer.timeout;
    const wayIn = new BalancingWayIn(this, 'WayIn', { deploymentName, functionTimeout });
    const later = new LateTick(this, 'LateTick', wayIn.queue, functionTimeout);
    const queues = [wayIn.queue, later.queue];
    const loadBalancer = new LoadBalancer(this, 'LoadBalancer', { ...every, queues });
    const { live: balancer, role } = loadBalancer;
    new TickSchedule(this, 'Tick', wayIn.queue);
    const alarms = new BalancingAlarms(this, 'Alarms', { deploymentName, loadBalancer: balancer, wayIn, told });
    if (grantBy === 'tag') new BalanceTagGrant(this, 'MayBalanceTagged', role, deploymentName);
    testEventWriter?.offer(this, 'TestEvents', loadBalancer);
    this.deploymentName = deploymentName;
    this.runbooks = told;
    this.topic = wayIn.topic;
    this.configWriter = configWriter;
    this.role = role;
    this.grantBy = grantBy;
    this.widgets = balancingWidgets(deploymentName, alarms);
  }
}
