import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { DeploymentFunction, type DeploymentFunctionProps } from '../deployment-function.ts';
import type { Runbooks } from '../runbooks.ts';
import { grantItems, grantTable } from '../table-grant.ts';

/** Draws the dashboard's table of what was last decided, and why. */
export class DecisionWidget extends DeploymentFunction {
  constructor(scope: Construct, id: string, props: DeploymentFunctionProps, { runbooks }: Runbooks) {
    super(scope, id, props, {
      bundle: 'decision-widget',
      // People whose policy allows custom widgets may call functions of this prefix.
      functionName: `customWidget-${props.deploymentName}-decisions`,
      // In a mail a path of the package helps; a page of the console has no such folder to link to.
      ...(runbooks.startsWith('http') && { moreEnvironment: { HEADROOM_RUNBOOKS: runbooks } }),
      description: 'Shows the last decision about everything on the CloudWatch dashboard',
      rehearsed: { event: {} },
    });
    // It shows people what is decided of anything, and only reads.
    grantTable(props.table, this.role, ['GetItem', 'Query']);
  }

  /** Lets it show keyspaces and their moves too, which are in a table of their own. */
  showKeyspaces(keyspaces: ITable): void {
    this.function.addEnvironment('HEADROOM_KEYSPACES_TABLE', keyspaces.tableName);
    grantItems(keyspaces, this.role, ['Query'], ['sharding/config', '*#active']);
  }
}
