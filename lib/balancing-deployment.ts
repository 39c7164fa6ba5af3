import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { BalanceTagGrant } from './balance-tag-grant.ts';
import { BalancingAlarms } from './balancing-alarms.ts';
import { BalancingWayIn } from './balancing-way-in.ts';
import type { DeploymentFunctionProps } from './deployment-function.ts';
import { ExactGrants } from './exact-grants.ts';
import { LoadBalancer } from './functions/load-balancer.ts';
import { LateTick } from './late-tick.ts';
import type { GrantBy } from './scaling-deployment.ts';
import { TickSchedule } from './tick-schedule.ts';

interface BalancingDeploymentProps {
  readonly every: DeploymentFunctionProps;
  readonly configWriter: IFunction;
  readonly grantBy: GrantBy;
  /** What the alarms on load balancing itself do. */
  readonly alarmActions: readonly IAlarmAction[];
}

/** What all balances of a deployment share; made with the first of them, so that whoever has none pays for none. */
export class BalancingDeployment extends Construct {
  readonly deploymentName: string;
  readonly topic: ITopic;
  readonly loadBalancer: LoadBalancer;
  readonly configWriter: IFunction;
  /** The role that sets weights. */
  readonly role: IRole;
  readonly grantBy: GrantBy;
  readonly grants: ExactGrants;
  readonly alarms: BalancingAlarms;

  constructor(scope: Construct, id: string, props: BalancingDeploymentProps) {
    super(scope, id);
    const { every, configWriter, grantBy, alarmActions: actions } = props;
    const { deploymentName } = every;
    const functionTimeout = LoadBalancer.timeout;
    const wayIn = new BalancingWayIn(this, 'WayIn', { deploymentName, functionTimeout });
    const later = new LateTick(this, 'LateTick', wayIn.queue, functionTimeout);
    this.loadBalancer = new LoadBalancer(this, 'LoadBalancer', { ...every, queues: [wayIn.queue, later.queue] });
    new TickSchedule(this, 'Tick', wayIn.queue);
    const loadBalancer = this.loadBalancer.function;
    this.alarms = new BalancingAlarms(this, 'Alarms', { deploymentName, loadBalancer, wayIn, actions });
    this.deploymentName = deploymentName;
    this.topic = wayIn.topic;
    this.role = this.loadBalancer.role;
    this.configWriter = configWriter;
    this.grantBy = grantBy;
    this.grants = new ExactGrants(this, 'balances');
    if (grantBy === 'tag') new BalanceTagGrant(this, 'MayBalanceTagged', this.role, deploymentName);
  }
}
