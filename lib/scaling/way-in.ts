import { Duration } from 'aws-cdk-lib';
import { Match, Rule, type RuleProps } from 'aws-cdk-lib/aws-events';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EventQueue } from '../deployment/event-queue.ts';
import { WakeTopic } from '../deployment/wake-topic.ts';

interface WayInProps {
  readonly deploymentName: string;
  /** How long the function behind the queue may run. */
  readonly functionTimeout: Duration;
}

/**
 * How events reach Headroom: our alarms over a topic, people's own alarms and requests over EventBridge, all into one
 * queue, so that a herd of them becomes a few looks.
 */
export class WayIn extends Construct {
  readonly topic: WakeTopic;
  readonly queue: EventQueue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { deploymentName, functionTimeout }: WayInProps) {
    super(scope, id);
    // An event says "look now"; after an hour the looks since have seen all there was.
    const kept = { retentionPeriod: Duration.hours(1), maxReceiveCount: 3 };
    this.queue = new EventQueue(this, 'Queue', { functionTimeout, ...kept });
    this.deadLetters = this.queue.deadLetters;
    this.topic = new WakeTopic(this, 'Topic', deploymentName);
    this.topic.addSubscription(new SqsSubscription(this.queue));
    this.rule('Alarms', "People's own alarms whose names begin with wake/", {
      source: ['aws.cloudwatch'],
      detailType: ['CloudWatch Alarm State Change'],
      detail: { alarmName: Match.prefix('wake/') },
    });
    this.rule('Limits', 'Another tier limits a service than before', {
      source: ['headroom'],
      detailType: ['Bottleneck Changed'],
    });
    this.rule('Tiers', 'What was decided of one scalable concerns another', {
      source: ['headroom'],
      detailType: ['Tier Decided'],
    });
    this.rule('Requests', 'Somebody asks for a look', { source: ['headroom'], detailType: ['Look Requested'] });
  }

  /** Events of zonal shifts, of whatever in the account. */
  hearShifts(): void {
    this.rule('Shifts', 'Load is shifted away from a zone, or comes back', { source: ['aws.arc-zonal-shift'] });
  }

  private rule(id: string, description: string, eventPattern: RuleProps['eventPattern']): void {
    const target = this.queue.asTarget({ maxEventAge: Duration.minutes(5), retryAttempts: 5 });
    new Rule(this, id, { description, eventPattern, targets: [target] });
  }
}
