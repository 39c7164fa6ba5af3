import type { Construct } from 'constructs';
import { DeploymentFunction, type DeploymentFunctionProps } from '../deployment-function.ts';

/** Writes a scalable's config into the table at deploy time, and takes it out when the scalable is removed. */
export class ConfigWriter extends DeploymentFunction {
  constructor(scope: Construct, id: string, props: DeploymentFunctionProps) {
    super(scope, id, props, {
      bundle: 'config-writer',
      functionName: `${props.deploymentName}-config-writer`,
      description: 'Writes the configs of scalables into the table when they are deployed',
    });
    props.table.grant(this.role, 'dynamodb:PutItem', 'dynamodb:DeleteItem');
  }
}
