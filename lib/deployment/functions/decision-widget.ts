import type { Construct } from 'constructs';
import { DeploymentFunction, type DeploymentFunctionProps } from '../deployment-function.ts';

/** Draws the dashboard's table of what was last decided, and why. */
export class DecisionWidget extends DeploymentFunction {
  constructor(scope: Construct, id: string, props: DeploymentFunctionProps) {
    super(scope, id, props, {
      bundle: 'decision-widget',
      // People whose policy allows custom widgets may call functions of this prefix.
      functionName: `customWidget-${props.deploymentName}-decisions`,
      description: 'Shows the last decision of every scalable on the CloudWatch dashboard',
    });
    // It shows people what is decided of anything, and only reads.
    props.table.grant(this.role, 'dynamodb:GetItem', 'dynamodb:Query');
  }
}
