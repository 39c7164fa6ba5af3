import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../deployment/acknowledge-wildcards.ts';
import { DeploymentFunction, type DeploymentFunctionProps } from '../../deployment/deployment-function.ts';
import { grantItems, grantLooks, grantSwitch } from '../../deployment/table-grant.ts';

interface PerformanceMetricsProps extends DeploymentFunctionProps {
  readonly queue: IQueue;
}

/** Takes events from its queue and finds what limits services. */
export class PerformanceMetrics extends DeploymentFunction {
  static readonly timeout = Duration.seconds(60);

  constructor(scope: Construct, id: string, { queue, ...props }: PerformanceMetricsProps) {
    super(scope, id, props, {
      bundle: 'performance-metrics',
      functionName: `${props.deploymentName}-performance-metrics`,
      description: 'Finds which resource limits each service, at what load, and tells others',
      memoryMebibytes: 1024,
      timeout: PerformanceMetrics.timeout,
      rehearsed: { decides: 'diagnosing', asks: 'diagnosing', event: { source: 'headroom.tick' } },
    });
    grantLooks(props.table, this.role, 'diagnosing');
    // What it finds is for all to read.
    grantItems(props.table, this.role, ['PutItem', 'Query'], ['findings']);
    grantSwitch(props, this.role);
    this.mayReadMetrics();
    EventBus.fromEventBusName(this, 'Bus', 'default').grantPutEventsTo(this.role);
    this.live.addEventSource(new SqsEventSource(queue, batches));
  }

  /** What cannot be narrowed; secrets, workspaces and functions that readings are in, each service grants. */
  private mayReadMetrics(): void {
    const statements = [new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] })];
    const policy = new Policy(this, 'Observe', { statements, roles: [this.role] });
    acknowledgeWildcards(policy, policy.document, 'It only reads, and GetMetricData has no resource to narrow it to.');
  }
}

const batches = {
  batchSize: 100,
  maxBatchingWindow: Duration.seconds(1),
  maxConcurrency: 2,
  reportBatchItemFailures: true,
};
