import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { DeploymentFunction, type DeploymentFunctionProps } from '../../deployment/deployment-function.ts';
import { grantItems, grantLooks, grantSwitch } from '../../deployment/table-grant.ts';

/** Looks into databases, and tells which indexes would pay and which do not. */
export class IndexAdvisor extends DeploymentFunction {
  constructor(scope: Construct, id: string, props: DeploymentFunctionProps) {
    super(scope, id, props, {
      bundle: 'index-advisor',
      functionName: `${props.deploymentName}-index-advisor`,
      description: 'Tells which indexes of databases would pay, and which do not',
      memoryMebibytes: 1024,
      timeout: Duration.minutes(15),
      rehearsed: { decides: 'indexing', event: { source: 'headroom.tick' } },
      // https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html: the certificates of RDS are there.
      moreEnvironment: { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' },
    });
    grantLooks(props.table, this.role, 'indexing');
    grantItems(props.table, this.role, ['PutItem'], ['findings']);
    grantSwitch(props, this.role);
    EventBus.fromEventBusName(this, 'Bus', 'default').grantPutEventsTo(this.role);
    // The next tick is worth more than the last one again: by default Lambda keeps trying one for six hours.
    this.live.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) });
  }
}
