import { CfnOutput } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { keyspacesExport } from '../../core/sharding/config/shard-exports.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { DeploymentFunctionProps } from '../deployment/deployment-function.ts';
import type { ConfigWriter } from '../deployment/functions/config-writer.ts';
import type { TestEventWriter } from '../deployment/functions/test-event-writer.ts';
import type { NetworkProps } from '../deployment/network.ts';
import type { Told } from '../deployment/own-alarm.ts';
import { KeyspaceTable } from './keyspace-table.ts';
import { moveGraphs } from './move-graphs.ts';
import { ShardingAlarms } from './sharding-alarms.ts';

/** What all keyspaces of a deployment share; made with the first of them, so that whoever has none pays for none. */
export class ShardingDeployment extends Construct {
  readonly every: DeploymentFunctionProps;
  /** Where the deployment's functions stand, as it was said. */
  readonly placed: NetworkProps;
  readonly keyspaces: ITable;
  readonly configWriter: ConfigWriter;
  /** Null where the console gets no test events. */
  readonly testEventWriter: TestEventWriter | null;
  readonly told: Told;
  /** How sharding itself is. */
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { every, kept, placed, rehearser, configWriter, testEventWriter, told } = deployment;
    const { deploymentName } = every;
    const keyspaces = new KeyspaceTable(this, 'Keyspaces', kept);
    configWriter.writeKeyspaces(keyspaces);
    rehearser.knowKeyspaces(keyspaces);
    new ShardingAlarms(this, 'Alarms', told);
    // The command line and applications find the table by this export.
    new CfnOutput(this, 'KeyspacesName', {
      value: keyspaces.tableName,
      exportName: keyspacesExport(deploymentName),
    });
    this.every = every;
    this.placed = placed;
    this.keyspaces = keyspaces;
    this.configWriter = configWriter;
    this.testEventWriter = testEventWriter;
    this.told = told;
    this.widgets = moveGraphs(deploymentName);
  }
}
