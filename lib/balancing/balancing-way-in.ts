import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EventQueue } from '../deployment/event-queue.ts';
import { WakeTopic } from '../deployment/wake-topic.ts';

interface BalancingWayInProps {
  readonly deploymentName: string;
  /** How long the function behind the queue may run. */
  readonly functionTimeout: Duration;
}

/** How events reach load balancing: alarms on target groups over a topic, changes of capacity and requests over EventBridge. */
export class BalancingWayIn extends Construct {
  readonly topic: WakeTopic;
  readonly queue: EventQueue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { deploymentName, functionTimeout }: BalancingWayInProps) {
    super(scope, id);
    const kept = { retentionPeriod: Duration.hours(1), maxReceiveCount: 3 };
    this.queue = new EventQueue(this, 'Queue', { functionTimeout, ...kept });
    this.deadLetters = this.queue.deadLetters;
    this.topic = new WakeTopic(this, 'Topic', `${deploymentName} balancing`);
    this.topic.addSubscription(new SqsSubscription(this.queue));
    new Rule(this, 'Events', {
      description: 'A capacity has changed, or somebody asks for a look at weights',
      eventPattern: { source: ['headroom'], detailType: ['Capacity Changed', 'Balance Requested'] },
      targets: [this.queue.asTarget({ maxEventAge: Duration.minutes(5), retryAttempts: 5 })],
    });
  }
}
