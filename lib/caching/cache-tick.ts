import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import { invokingRole } from '../deployment/invoking-role.ts';

interface CacheTickProps {
  readonly cache: string;
  readonly invalidator: IFunction;
}

/** Has the cache asked each minute whether it is there, and how it is used. */
export class CacheTick extends Schedule {
  constructor(scope: Construct, id: string, { cache, invalidator }: CacheTickProps) {
    super(scope, id, {
      description: `Asks how the cache ${cache} is used`,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(invalidator, {
        role: invokingRole(scope, `${id}Role`, { service: 'scheduler', of: invalidator }).withoutPolicyUpdates(),
        retryAttempts: 0,
        maxEventAge: Duration.seconds(60),
        input: ScheduleTargetInput.fromObject({
          source: 'headroom.tick',
          cache,
          id: ContextAttribute.executionId,
          time: ContextAttribute.scheduledTime,
        }),
      }),
    });
  }
}
