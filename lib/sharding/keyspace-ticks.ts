import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { invokingRole } from '../deployment/invoking-role.ts';

interface KeyspaceTicksProps {
  readonly keyspace: string;
  readonly mover: IFunction;
  readonly balancer: IFunction;
}

/** Wakes the mover each minute and the balancer each five. A tick that gets lost is worth little once the next is due. */
export class KeyspaceTicks extends Construct {
  constructor(scope: Construct, id: string, { keyspace, mover, balancer }: KeyspaceTicksProps) {
    super(scope, id);
    const every = (minutes: number, what: string, to: IFunction) =>
      new Schedule(this, what, {
        description: `Wakes ${what.toLowerCase()} of ${keyspace}`,
        schedule: ScheduleExpression.rate(Duration.minutes(minutes)),
        target: new LambdaInvoke(to, {
          role: invokingRole(this, `${what}Role`, {
            service: 'scheduler',
            of: to,
          }).withoutPolicyUpdates(),
          retryAttempts: 1,
          maxEventAge: Duration.seconds(60),
          input: ScheduleTargetInput.fromObject({
            source: 'headroom.tick',
            keyspace,
            id: ContextAttribute.executionId,
            time: ContextAttribute.scheduledTime,
          }),
        }),
      });
    every(1, 'Mover', mover);
    every(5, 'Balancer', balancer);
  }
}
