import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../deployment/acknowledge-wildcards.ts';
import { DeploymentFunction, type DeploymentFunctionProps } from '../../deployment/deployment-function.ts';
import { grantItems } from '../../deployment/table-grant.ts';

interface PolicyTunerProps extends DeploymentFunctionProps {
  /** Requests to tune one scalable each; it sends them to itself at night. */
  readonly queue: IQueue;
}

/** Chooses, each night and by backtest of what was recorded, how tuned policies ask. */
export class PolicyTuner extends DeploymentFunction {
  static readonly timeout = Duration.minutes(5);

  constructor(scope: Construct, id: string, { queue, ...props }: PolicyTunerProps) {
    super(scope, id, props, {
      bundle: 'policy-tuner',
      functionName: `${props.deploymentName}-policy-tuner`,
      description: 'Chooses each night, by backtest of what was recorded, how tuned policies ask',
      // One whole core: it simulates hundreds of policies over weeks of minutes.
      memoryMebibytes: 1769,
      timeout: PolicyTuner.timeout,
      // Who is tuned tonight; to tune one takes minutes of its own.
      rehearsed: { event: { source: 'headroom.night' } },
      // It sends to its own queue.
      reaches: ['sqs'],
      moreEnvironment: { HEADROOM_TUNING_QUEUE: queue.queueUrl },
    });
    grantItems(props.table, this.role, ['GetItem', 'Query'], ['scaling#*', 'scaling/*']);
    grantItems(props.table, this.role, ['PutItem'], ['scaling#*', 'scaling/choices']);
    if (props.virtualTime) grantItems(props.table, this.role, ['GetItem'], ['clock']);
    queue.grantSendMessages(this.role);
    EventBus.fromEventBusName(this, 'Bus', 'default').grantPutEventsTo(this.role);
    this.mayReadMetrics();
    this.takeFrom(queue);
  }

  /** A scalable at a time takes seconds; a few at once are done long before morning. */
  private takeFrom(queue: IQueue): void {
    this.live.addEventSource(
      new SqsEventSource(queue, { batchSize: 1, maxConcurrency: 5, reportBatchItemFailures: true }),
    );
  }

  private mayReadMetrics(): void {
    const policy = new Policy(this, 'Observe', {
      statements: [new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] })],
      roles: [this.role],
    });
    acknowledgeWildcards(policy, policy.document, 'GetMetricData only reads, and has no resource to narrow it to.');
  }
}
