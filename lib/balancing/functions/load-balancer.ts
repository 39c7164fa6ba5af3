import { Duration } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../deployment/acknowledge-wildcards.ts';
import { DeploymentFunction, type DeploymentFunctionProps } from '../../deployment/deployment-function.ts';
import { grantItems, grantLooks, grantSwitch } from '../../deployment/table-grant.ts';

interface LoadBalancerProps extends DeploymentFunctionProps {
  readonly queues: readonly IQueue[];
}

/** Takes events from its queues and gives target groups the share that they can carry. */
export class LoadBalancer extends DeploymentFunction {
  static readonly timeout = Duration.seconds(60);

  constructor(scope: Construct, id: string, { queues, ...props }: LoadBalancerProps) {
    super(scope, id, props, {
      bundle: 'load-balancer',
      functionName: `${props.deploymentName}-load-balancer`,
      description: 'Decides which share of the requests each target group gets, and sets it',
      memoryMebibytes: 512,
      timeout: LoadBalancer.timeout,
      rehearsed: { decides: 'balancing', asks: 'balancing', event: { source: 'headroom.tick' } },
    });
    grantLooks(props.table, this.role, 'balancing', { also: ['bookings'] });
    // One batch reads its memories and those of the scalables behind its groups, which tell the units that were asked for.
    grantItems(props.table, this.role, ['BatchGetItem'], ['balancing#*', 'scaling#*']);
    grantSwitch(props, this.role);
    this.mayObserve();
    for (const queue of queues) this.live.addEventSource(new SqsEventSource(queue, batches));
  }

  /** Reading what can only be read for a whole account; what is changed, each balance grants. */
  private mayObserve(): void {
    const actions = [
      'cloudwatch:GetMetricData',
      ...['CapacityReservation', 'Listeners', 'Rules', 'TargetGroupAttributes', 'TargetHealth'].map(
        (what) => `elasticloadbalancing:Describe${what}`,
      ),
    ];
    const policy = new Policy(this, 'Observe', {
      statements: [new PolicyStatement({ actions, resources: ['*'] })],
      roles: [this.role],
    });
    acknowledgeWildcards(
      policy,
      policy.document,
      'All of them only read, and neither GetMetricData nor what describes load balancers has a resource to narrow it to.',
    );
  }
}

const batches = {
  batchSize: 100,
  maxBatchingWindow: Duration.seconds(1),
  maxConcurrency: 2,
  reportBatchItemFailures: true,
};
