import { CfnOutput, Duration, Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { EcsServiceTarget, type Headroom, queueDepth } from '../../lib/index.ts';
import { WorkerService } from './worker-service.ts';

export interface QueueWorkersStackProps extends StackProps {
  readonly headroom: Headroom;
  /** For the local AWS emulator, which runs no containers. */
  readonly local: boolean;
}

/** After so many tries an order is among the dead letters. */
const maxReceiveCount = 5;

/** Orders in a queue, and tasks that take them: as many as are needed so that none waits longer than two minutes, and none at night. */
export class QueueWorkersStack extends Stack {
  constructor(scope: Construct, id: string, { headroom, local, ...props }: QueueWorkersStackProps) {
    super(scope, id, props);
    const deadLetters = new Queue(this, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    const orders = new Queue(this, 'Orders', {
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(60),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount },
    });
    const { service } = new WorkerService(this, 'Workers', { orders, local });

    // What waits says when to go up; what the workers hold (queueInHand, read beside it) is not taken away.
    headroom.scale('orders/workers', new EcsServiceTarget(service, { containerInsights: true }), {
      mode: 'on',
      bounds: { min: 0, max: 40 },
      leadSeconds: 60,
      readings: { waiting: queueDepth(orders) },
      policies: [{ kind: 'backlog', reading: 'waiting', acceptableLatencySeconds: 120, processingSeconds: 30 }],
      // The alarm divides what waits by the running tasks, which the local AWS cannot; there the tests ask for looks.
      alarmName: local ? 'wake/orders/workers' : null,
    });
    this.watch(deadLetters);
    new CfnOutput(this, 'OrdersUrl', { value: orders.queueUrl });
    new CfnOutput(this, 'DeadLettersUrl', { value: deadLetters.queueUrl });
    new CfnOutput(this, 'Service', { value: `${service.cluster.clusterName}/${service.serviceName}` });
  }

  /** Somebody looks at dead letters, mends what made them, and sends them back (see `redrive.ts`). */
  private watch(deadLetters: Queue): void {
    new Alarm(this, 'DeadLettersWait', {
      alarmDescription: 'Orders have failed five times. Mend the cause, then: npm run redrive -- <DeadLettersUrl>',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    Validations.of(deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This queue is where dead letters end; it has none of its own.',
    });
  }

  /** Any two zones of the Region, so that synth need not ask AWS for their names. */
  override get availabilityZones(): string[] {
    return [0, 1].map((zone) => Fn.select(zone, Fn.getAzs()));
  }
}
