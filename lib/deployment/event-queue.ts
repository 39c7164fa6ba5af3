import { Duration } from 'aws-cdk-lib';
import { SqsQueue, type SqsQueueProps } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

interface EventQueueProps {
  /** How long the function behind the queue may run. */
  readonly functionTimeout: Duration;
  /** How long what nobody takes is kept. */
  readonly retentionPeriod: Duration;
  /** How often a message is delivered before it counts as dead. */
  readonly maxReceiveCount: number;
}

/** A queue of events with one for those that could not be worked on, beside it. */
export class EventQueue extends Queue {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { functionTimeout, retentionPeriod, maxReceiveCount }: EventQueueProps) {
    const deadLetters = new Queue(scope, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    super(scope, id, {
      enforceSSL: true,
      // Six times the function's time-out, as AWS advises, so that a batch is not delivered twice while it is worked on.
      visibilityTimeout: Duration.seconds(functionTimeout.toSeconds() * 6),
      retentionPeriod,
      deadLetterQueue: { queue: deadLetters, maxReceiveCount },
    });
    this.deadLetters = deadLetters;
  }

  /**
   * Lets rules of one name send to the queue and, where they give up, to its dead letters: rules of stacks that depend on this
   * one, which cannot be named whole. EventBridge names the rule and, for SQS, is not documented to name the account.
   */
  letRulesSend(ruleArns: string): void {
    for (const queue of [this, this.deadLetters]) {
      queue.addToResourcePolicy(
        new PolicyStatement({
          sid: 'RulesOfThisAccount',
          principals: [new ServicePrincipal('events.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
          conditions: { ArnLike: { 'aws:SourceArn': ruleArns } },
        }),
      );
    }
  }

  /** The queue as the target of a rule, which gives up on an event as it is told, and then puts it to the dead letters. */
  asTarget(props: Pick<SqsQueueProps, 'maxEventAge' | 'retryAttempts'> = {}): SqsQueue {
    return new SqsQueue(this, { ...props, deadLetterQueue: this.deadLetters });
  }
}
