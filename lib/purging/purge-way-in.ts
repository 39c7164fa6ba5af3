import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EventQueue } from '../deployment/event-queue.ts';
import { TickSchedule } from '../deployment/tick-schedule.ts';
import { CdnPurger } from './functions/cdn-purger.ts';

/** How changes of content reach the purger: S3, deployments, schedules and people's own events, all into one queue. */
export class PurgeWayIn extends Construct {
  readonly queue: EventQueue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // A change that is not purged is lost for good, so it is kept for long, unlike an event that says "look now".
    const kept = { retentionPeriod: Duration.days(14), maxReceiveCount: 5 };
    this.queue = new EventQueue(this, 'Queue', { functionTimeout: CdnPurger.timeout, ...kept });
    this.deadLetters = this.queue.deadLetters;
    this.letRulesSend();
    new Rule(this, 'ContentChanged', {
      description: 'Somebody says what content has changed',
      eventPattern: { detailType: ['Content Changed'] },
      targets: [this.queue.asTarget()],
    });
    new TickSchedule(this, 'Tick', this.queue);
  }

  /** Rules of stacks that depend on this one, which cannot be named here. */
  private letRulesSend(): void {
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'RulesOfThisAccount',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
