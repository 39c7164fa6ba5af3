import { CfnOutput, type RemovalPolicy } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { keyspacesExport } from '../core/model/shard-exports.ts';
import type { DeploymentFunctionProps } from './deployment-function.ts';
import type { ConfigWriter } from './functions/config-writer.ts';
import type { TestEventWriter } from './functions/test-event-writer.ts';
import { KeyspaceTable } from './keyspace-table.ts';
import { ShardingAlarms } from './sharding-alarms.ts';

interface ShardingDeploymentProps {
  readonly every: DeploymentFunctionProps;
  readonly configWriter: ConfigWriter;
  /** Null where the console gets no test events. */
  readonly testEventWriter: TestEventWriter | null;
  readonly alarmActions: readonly IAlarmAction[];
  readonly removalPolicy: RemovalPolicy | undefined;
  readonly encryptionKey: IKey | undefined;
}

/** What all keyspaces of a deployment share; made with the first of them, so that whoever has none pays for none. */
export class ShardingDeployment extends Construct {
  readonly every: DeploymentFunctionProps;
  readonly keyspaces: ITable;
  readonly configWriter: ConfigWriter;
  readonly testEventWriter: TestEventWriter | null;
  /** What every alarm does. */
  readonly alarmActions: readonly IAlarmAction[];

  constructor(
    scope: Construct,
    id: string,
    { every, configWriter, testEventWriter, ...props }: ShardingDeploymentProps,
  ) {
    super(scope, id);
    const keyspaces = new KeyspaceTable(this, 'Keyspaces', props);
    configWriter.writeKeyspaces(keyspaces);
    new ShardingAlarms(this, 'Alarms', { deploymentName: every.deploymentName, actions: props.alarmActions });
    // The command line and applications find the table by this export.
    new CfnOutput(this, 'KeyspacesName', {
      value: keyspaces.tableName,
      exportName: keyspacesExport(every.deploymentName),
    });
    this.every = every;
    this.keyspaces = keyspaces;
    this.configWriter = configWriter;
    this.testEventWriter = testEventWriter;
    this.alarmActions = props.alarmActions;
  }
}
