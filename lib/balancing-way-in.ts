import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { WakeTopic } from './wake-topic.ts';

interface BalancingWayInProps {
  readonly deploymentName: string;
  /** How long the function behind the queue may run. */
  readonly functionTimeout: Duration;
}

/** How events reach load balancing: alarms on target groups over a topic, changes of capacity and requests over EventBridge. */
export class BalancingWayIn extends Construct {
  readonly topic: WakeTopic;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { deploymentName, functionTimeout }: BalancingWayInProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Queue', {
      enforceSSL: true,
      // Six times the function's time-out, as AWS advises, so that a batch is not delivered twice while it is worked on.
      visibilityTimeout: Duration.seconds(functionTimeout.toSeconds() * 6),
      retentionPeriod: Duration.hours(1),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 3 },
    });
    this.topic = new WakeTopic(this, 'Topic', `${deploymentName} balancing`);
    this.topic.addSubscription(new SqsSubscription(this.queue));
    const target = new SqsQueue(this.queue, {
      deadLetterQueue: this.deadLetters,
      maxEventAge: Duration.minutes(5),
      retryAttempts: 5,
    });
    new Rule(this, 'Events', {
      description: 'A capacity has changed, or somebody asks for a look at weights',
      eventPattern: { source: ['headroom'], detailType: ['Capacity Changed', 'Balance Requested'] },
      targets: [target],
    });
  }
}
