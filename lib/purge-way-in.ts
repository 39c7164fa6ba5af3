import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CdnPurger } from './functions/cdn-purger.ts';
import { TickSchedule } from './tick-schedule.ts';

/** How changes of content reach the purger: S3, deployments, schedules and people's own events, all into one queue. */
export class PurgeWayIn extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Queue', {
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(CdnPurger.timeout.toSeconds() * 6),
      // A change that is not purged is lost for good, so it is kept for long, unlike an event that says "look now".
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
    this.letRulesSend();
    new Rule(this, 'ContentChanged', {
      description: 'Somebody says what content has changed',
      eventPattern: { detailType: ['Content Changed'] },
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters })],
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
