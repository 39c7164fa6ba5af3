import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import { invokingRole } from '../deployment/invoking-role.ts';

/** Wakes the advisor each five minutes; it looks at the databases that are due then, and mostly at none. */
export class IndexTicks extends Schedule {
  constructor(scope: Construct, id: string, advisor: IFunction) {
    super(scope, id, {
      description: 'Looks at the indexes of databases that are due',
      schedule: ScheduleExpression.rate(Duration.minutes(5)),
      target: new LambdaInvoke(advisor, {
        role: invokingRole(scope, `${id}Role`, { service: 'scheduler', of: advisor }).withoutPolicyUpdates(),
        retryAttempts: 1,
        maxEventAge: Duration.seconds(60),
        input: ScheduleTargetInput.fromObject({
          source: 'headroom.tick',
          id: ContextAttribute.executionId,
          time: ContextAttribute.scheduledTime,
        }),
      }),
    });
  }
}
