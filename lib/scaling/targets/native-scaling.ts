import { Token } from 'aws-cdk-lib';
import type { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { isNamed } from '../../deployment/known-name.ts';
import { resourcesOfType } from '../../deployment/resources-named.ts';

/** What Application Auto Scaling would know a target of an app by. */
interface NativelyScaled {
  /** What it is for people: a path of the app, or a name. */
  readonly told: string;
  readonly resource: CfnResource | null;
  readonly resourceId: string;
  readonly scalableDimension: string;
}

/** What of an app lets Application Auto Scaling scale a target, each with its fix. */
export function nativeScaling(app: IConstruct, scaled: NativelyScaled): readonly string[] {
  const { told, resource, resourceId, scalableDimension } = scaled;
  return resourcesOfType<CfnScalableTarget>(app, 'AWS::ApplicationAutoScaling::ScalableTarget')
    .filter((scalable) => !isSuspended(scalable) && scalable.scalableDimension === scalableDimension)
    .filter((scalable) => isNamed(scalable.resourceId, resource, resourceId, scalable))
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
