import { Duration } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { objectiveAlarms } from '../../core/diagnosing/config/objective-alarms.ts';
import { EventQueue } from '../deployment/event-queue.ts';
import { TickSchedule } from '../deployment/tick-schedule.ts';

interface DiagnosingWayInProps {
  readonly deploymentName: string;
  /** How long the function behind the queue may run. */
  readonly functionTimeout: Duration;
}

/** How often every service is looked at: what limits one changes with releases and with load, not by the minute. */
export const lookEvery = Duration.minutes(15);

/** How events reach diagnosing: a schedule, and over EventBridge the alarms on what services promise. */
export class DiagnosingWayIn extends Construct {
  readonly queue: EventQueue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { deploymentName, functionTimeout }: DiagnosingWayInProps) {
    super(scope, id);
    const kept = { retentionPeriod: Duration.hours(1), maxReceiveCount: 3 };
    this.queue = new EventQueue(this, 'Queue', { functionTimeout, ...kept });
    this.deadLetters = this.queue.deadLetters;
    new TickSchedule(this, 'Tick', this.queue, { every: lookEvery, description: 'Looks at what limits each service' });
    new Rule(this, 'Objectives', {
      description: 'An alarm tells that what a service promises is in danger',
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        detail: { alarmName: Match.prefix(objectiveAlarms(deploymentName)), state: { value: ['ALARM'] } },
      },
      targets: [this.queue.asTarget({ maxEventAge: Duration.minutes(5), retryAttempts: 5 })],
    });
  }
}
