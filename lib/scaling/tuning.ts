import { Duration } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeploymentFunctionProps } from '../deployment/deployment-function.ts';
import { PolicyTuner } from './functions/policy-tuner.ts';

/**
 * How tuned policies are chosen: each night the schedule says so, and the function gives every tuned scalable a request of
 * its own in the queue. No look waits for any of it: what is chosen is an item that looks read beside the config.
 */
export class Tuning extends Construct {
  readonly tuner: PolicyTuner;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, every: DeploymentFunctionProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    const queue = new Queue(this, 'Queue', {
      enforceSSL: true,
      // Six times the function's time-out, as AWS advises, so that no request is worked on twice at once.
      visibilityTimeout: Duration.seconds(PolicyTuner.timeout.toSeconds() * 6),
      // Tomorrow night asks anew.
      retentionPeriod: Duration.hours(20),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 2 },
    });
    this.tuner = new PolicyTuner(this, 'PolicyTuner', { ...every, queue });
    new Schedule(this, 'Nightly', {
      description: 'Chooses how tuned policies ask, by backtest of what was recorded',
      // After midnight UTC, when yesterday is whole and its last minutes are published.
      schedule: ScheduleExpression.cron({ minute: '17', hour: '0' }),
      target: new SqsSendMessage(queue, {
        retryAttempts: 10,
        maxEventAge: Duration.hours(2),
        deadLetterQueue: this.deadLetters,
        input: ScheduleTargetInput.fromObject({ source: 'headroom.night' }),
      }),
    });
  }
}
