import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../acknowledge-wildcards.ts';
import { BundledFunction } from '../bundled-function.ts';

export interface ResourceAllocatorProps {
  readonly deploymentName: string;
  readonly table: ITable;
  readonly queue: IQueue;
  /** Whether "now" is read from the table: for the local AWS alone. */
  readonly virtualTime: boolean;
  readonly logRetention: RetentionDays;
}

/** Takes events from the queue and runs the looks. */
export class ResourceAllocator extends BundledFunction {
  static readonly timeout = Duration.seconds(60);

  constructor(
    scope: Construct,
    id: string,
    { deploymentName, table, queue, virtualTime, logRetention }: ResourceAllocatorProps,
  ) {
    super(scope, id, {
      bundle: 'resource-allocator',
      functionName: `${deploymentName}-resource-allocator`,
      description: 'Decides how much capacity each scalable should have, and asks for it',
      memoryMebibytes: 512,
      timeout: ResourceAllocator.timeout,
      logRetention,
      environment: {
        HEADROOM_TABLE: table.tableName,
        HEADROOM_DEPLOYMENT: deploymentName,
        ...(virtualTime ? { HEADROOM_VIRTUAL_TIME: 'table' } : {}),
      },
    });
    table.grant(this.role, ...ledgerActions);
    this.mayObserve();
    this.function.addEventSource(
      new SqsEventSource(queue, {
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(1),
        maxConcurrency: 2,
        reportBatchItemFailures: true,
      }),
    );
  }

  /** Reading what can only be read for a whole account; what can be narrowed to a scalable, its target grants. */
  private mayObserve(): void {
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const statements = [
      new PolicyStatement({
        actions: ['cloudwatch:GetMetricData', 'autoscaling:DescribeAutoScalingGroups'],
        resources: ['*'],
      }),
      new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [alarms] }),
    ];
    const policy = new Policy(this, 'Observe', { statements, roles: [this.role] });
    acknowledgeWildcards(policy, policy.document, [
      {
        in: '*',
        reason: 'GetMetricData and DescribeAutoScalingGroups only read, and AWS has no resource to narrow them to.',
      },
      {
        in: ':alarm:',
        reason: 'DescribeAlarms only reads, and a scalable may be woken by any alarm that its config names.',
      },
    ]);
  }
}

const ledgerActions = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
];
