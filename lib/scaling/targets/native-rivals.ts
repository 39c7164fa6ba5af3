import { Token } from 'aws-cdk-lib';
import type { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { IConstruct } from 'constructs';
import { isNamed } from '../../deployment/known-name.ts';
import { resourcesOfType } from '../../deployment/resources-named.ts';

/** What Application Auto Scaling would scale. */
interface Scaled {
  /** The construct of it; null where it is known by name alone. */
  readonly resource: IConstruct | null;
  /** What Application Auto Scaling knows it by. */
  readonly id: string;
  /** Null where it has one dimension alone. */
  readonly dimension: string | null;
  /** For people. */
  readonly told: string;
}

/** The scalable targets of an app that scale something too, each with its fix. What is suspended does nothing. */
export function nativeRivalsIn(app: IConstruct, { resource, id, dimension, told }: Scaled): readonly string[] {
  return resourcesOfType<CfnScalableTarget>(app, 'AWS::ApplicationAutoScaling::ScalableTarget')
    .filter((scalable) => dimension === null || scalable.scalableDimension === dimension)
    .filter((scalable) => !isSuspended(scalable))
    .filter((scalable) => isNamed(scalable.resourceId, resource, id, scalable))
    .map(
      ({ node: { path } }) =>
        `${path} lets Application Auto Scaling scale ${told} too, and the two would fight; remove it, or say coexist: true where both are meant`,
    );
}

/** Whether the template itself suspends all that it does. */
function isSuspended({ suspendedState }: CfnScalableTarget): boolean {
  if (suspendedState === undefined || Token.isUnresolved(suspendedState)) return false;
  const { dynamicScalingInSuspended, dynamicScalingOutSuspended, scheduledScalingSuspended } =
    suspendedState as CfnScalableTarget.SuspendedStateProperty;
  return [dynamicScalingInSuspended, dynamicScalingOutSuspended, scheduledScalingSuspended].every(
    (one) => one === true,
  );
}
