import { Duration, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { gatheringSeconds } from '../../../core/readings/reaction.ts';
import { observingActions } from '../../../core/scaling/config/observing.ts';
import type { SinkConfig } from '../../../core/sinks/sink-kinds.ts';
import { acknowledgeWildcards } from '../../deployment/acknowledge-wildcards.ts';
import { DeploymentFunction, type DeploymentFunctionProps } from '../../deployment/deployment-function.ts';
import { grantItems, grantLooks, grantSwitch } from '../../deployment/table-grant.ts';
import { sendPermissions } from '../../sinks/catalogue.ts';

interface ResourceAllocatorProps extends DeploymentFunctionProps {
  readonly queue: IQueue;
  /** Takes what nobody could work on. */
  readonly deadLetters: IQueue;
  /** Where the numbers of its decisions are sent. */
  readonly sinks: readonly SinkConfig[];
}

/** Takes events from the queue and runs the looks. */
export class ResourceAllocator extends DeploymentFunction {
  static readonly timeout = Duration.seconds(60);
  private readonly reads = new PolicyStatement({ actions: [...observingActions], resources: ['*'] });
  private readonly observe: Policy;

  constructor(scope: Construct, id: string, { queue, deadLetters, sinks, ...props }: ResourceAllocatorProps) {
    super(scope, id, props, {
      bundle: 'resource-allocator',
      functionName: `${props.deploymentName}-resource-allocator`,
      description: 'Decides how much capacity each scalable should have, and asks for it',
      memoryMebibytes: 512,
      timeout: ResourceAllocator.timeout,
      // Tokens of a deploy may be inside.
      ...(sinks.length > 0 && { moreEnvironment: { HEADROOM_SINKS: Stack.of(scope).toJsonString(sinks) } }),
      rehearsed: { decides: 'scaling', asks: 'scaling', event: { source: 'headroom.tick' } },
    });
    grantLooks(props.table, this.role, 'scaling');
    // What balances count on of scalables.
    grantItems(props.table, this.role, ['Query'], ['balancing/bookings']);
    grantSwitch(props, this.role);
    this.observe = this.mayObserve();
    EventBus.fromEventBusName(this, 'Bus', 'default').grantPutEventsTo(this.role);
    this.maySend(sinks);
    this.takeFrom(queue);
    this.keepFailures(deadLetters);
  }

  /** Exactly the secrets and workspaces of the sinks. */
  private maySend(sinks: readonly SinkConfig[]): void {
    for (const { actions, resourceArn, conditions = {} } of sinks.flatMap((sink) => sendPermissions(sink)))
      this.role.addToPrincipalPolicy(
        new PolicyStatement({ actions: [...actions], resources: [resourceArn], conditions }),
      );
  }

  /** For callers that do not wait, such as alarms that act on it directly; the queue has dead letters of its own. */
  private keepFailures(deadLetters: IQueue): void {
    this.live.configureAsyncInvoke({
      onFailure: new SqsDestination(deadLetters),
      maxEventAge: Duration.hours(1),
      retryAttempts: 2,
    });
  }

  /** A herd of events becomes one batch, and few pollers make few looks of it. Two is the fewest that Lambda takes. */
  private takeFrom(queue: IQueue): void {
    this.live.addEventSource(
      new SqsEventSource(queue, {
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(gatheringSeconds),
        maxConcurrency: 2,
        reportBatchItemFailures: true,
      }),
    );
  }

  /** Lets it read more of what can only be read for a whole account; what can be narrowed to a scalable, its target grants. */
  mayRead(actions: readonly string[]): Policy {
    this.reads.addActions(...actions);
    return this.observe;
  }

  private mayObserve(): Policy {
    const policy = new Policy(this, 'Observe', { statements: [this.reads], roles: [this.role] });
    const reason =
      'All of them only read: GetMetricData and what describes scaling have no resource to narrow them to, and DescribeAlarms leaves composite alarms out where it is narrowed.';
    acknowledgeWildcards(policy, policy.document, reason);
    return policy;
  }
}
