import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { shardFunctionName } from '../../core/sharding/config/shard-function-name.ts';
import { DeploymentFunction, type DeploymentFunctionProps, type Rehearsed } from '../deployment/deployment-function.ts';

/** What every function of a keyspace is made with. */
export interface ShardFunctionProps extends DeploymentFunctionProps {
  readonly keyspace: string;
  /** The table of keyspaces. */
  readonly keyspaces: ITable;
  /** Whether it reaches servers, whose certificates it then knows. */
  readonly toServers: boolean;
}

interface Own {
  readonly bundle: 'shard-mover' | 'shard-router' | 'shard-balancer';
  readonly description: string;
  readonly timeout: Duration;
  readonly memoryMebibytes: number;
  readonly rehearsed: Rehearsed;
}

/** A function of one keyspace. It finds the table of keyspaces, and which of them is its own, in its environment. */
export abstract class ShardFunction extends DeploymentFunction {
  constructor(scope: Construct, id: string, props: ShardFunctionProps, { bundle, ...own }: Own) {
    const { keyspace, keyspaces, toServers, ...every } = props;
    super(scope, id, every, {
      ...own,
      bundle,
      functionName: shardFunctionName(props.deploymentName, keyspace, bundle),
      moreEnvironment: {
        HEADROOM_KEYSPACES_TABLE: keyspaces.tableName,
        HEADROOM_KEYSPACE: keyspace,
        // https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html: the certificates of RDS are there.
        ...(toServers && { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' }),
      },
    });
    // The next tick is worth more than the last one again: by default Lambda keeps trying one for six hours.
    this.live.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  }
}
