import { Duration, Stack } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EventQueue } from '../deployment/event-queue.ts';
import { TickSchedule } from '../deployment/tick-schedule.ts';
import { CdnPurger } from './functions/cdn-purger.ts';

interface PurgeWayInProps {
  /** Whose events "Content Changed" are heard: accounts. @default that of the deployment */
  readonly from: readonly string[] | undefined;
}

/** How changes of content reach the purger: S3, deployments, schedules and people's own events, all into one queue. */
export class PurgeWayIn extends Construct {
  readonly queue: EventQueue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { from }: PurgeWayInProps) {
    super(scope, id);
    // A change that is not purged is lost for good, so it is kept for long, unlike an event that says "look now".
    const kept = { retentionPeriod: Duration.days(14), maxReceiveCount: 5 };
    this.queue = new EventQueue(this, 'Queue', { functionTimeout: CdnPurger.timeout, ...kept });
    this.deadLetters = this.queue.deadLetters;
    this.queue.letRulesSend(rulesOf(this));
    new Rule(this, 'ContentChanged', {
      description: 'Somebody says what content has changed',
      eventPattern: contentChanged(from ?? [Stack.of(this).account]),
      targets: [this.queue.asTarget()],
    });
    new TickSchedule(this, 'Tick', this.queue);
  }
}

/** A bus may be open to a whole organisation, and what comes from elsewhere is heard where that is said. */
function contentChanged(account: readonly string[]): EventPattern {
  return { detailType: ['Content Changed'], account: [...account] };
}

/** Any rule of this account and Region. */
function rulesOf(scope: Construct): string {
  return Stack.of(scope).formatArn({ service: 'events', resource: 'rule', resourceName: '*' });
}
