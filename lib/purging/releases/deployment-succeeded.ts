import type { EventPattern } from 'aws-cdk-lib/aws-events';

/** A deployment group of CodeDeploy, whatever it deploys to. */
export interface DeploymentGroup {
  readonly deploymentGroupName: string;
  readonly application: { readonly applicationName: string };
}

/** A deployment to a group has succeeded (https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-codedeploy.html). */
export function deploymentSucceeded({ deploymentGroupName, application }: DeploymentGroup): EventPattern {
  return {
    source: ['aws.codedeploy'],
    detailType: ['CodeDeploy Deployment State-change Notification'],
    detail: {
      application: [application.applicationName],
      deploymentGroup: [deploymentGroupName],
      state: ['SUCCESS'],
    },
  };
}
