import { Stack } from 'aws-cdk-lib';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/**
 * The dashboard of the scalables of one stack. It is in that stack, since Headroom's own dashboard cannot name what is in
 * stacks that depend on Headroom.
 */
export class ScalablesDashboard extends Dashboard {
  /** The one of the stack that `scope` is in; made where there is none yet. */
  static of(scope: Construct, deploymentName: string): Dashboard {
    const stack = Stack.of(scope);
    const id = `HeadroomDashboard-${deploymentName}`;
    const known = stack.node.tryFindChild(id);
    if (known instanceof ScalablesDashboard) return known;
    return new ScalablesDashboard(stack, id, { dashboardName: `${deploymentName}-${stack.stackName}` });
  }
}
