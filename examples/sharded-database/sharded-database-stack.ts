import { Duration, Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  DatabaseCluster,
  DatabaseClusterEngine,
  DatabaseSecret,
  type IParameterGroup,
} from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { type Headroom, PostgresShard, ShardParameters } from '../../lib/index.ts';

export interface ShardedDatabaseStackProps extends StackProps {
  readonly headroom: Headroom;
}

const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_13 });
const port = 5433;

/** Orders over two Aurora clusters: each key in one schema of one of them, and moved between them while it is used. */
export class ShardedDatabaseStack extends Stack {
  constructor(scope: Construct, id: string, { headroom, ...props }: ShardedDatabaseStackProps) {
    super(scope, id, props);
    const vpc = this.network();
    const parameterGroup = new ShardParameters(this, 'Parameters', { engine });

    const orders = headroom.shard('orders', {
      scope: this,
      vpc,
      shards: {
        a: this.shard('A', vpc, parameterGroup),
        b: this.shard('B', vpc, parameterGroup),
      },
      mode: 'recommend',
      bits: 8,
    });

    const checkout = new Role(this, 'Checkout', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    orders.grantRoute(checkout);
  }

  /** Any two zones of the Region, so that synth need not ask AWS for their names. */
  override get availabilityZones(): string[] {
    return [0, 1].map((zone) => Fn.select(zone, Fn.getAzs()));
  }

  private network(): Vpc {
    const vpc = new Vpc(this, 'Network', { natGateways: 1, restrictDefaultSecurityGroup: false });
    Validations.of(vpc).acknowledge({
      id: 'AwsSolutions-VPC7',
      reason: 'An example that lives for an hour needs no flow logs.',
    });
    return vpc;
  }

  private shard(id: string, vpc: Vpc, parameterGroup: IParameterGroup): PostgresShard {
    const cluster = new DatabaseCluster(this, id, {
      engine,
      vpc,
      port,
      parameterGroup,
      writer: ClusterInstance.serverlessV2('Writer'),
      defaultDatabaseName: 'orders',
      storageEncrypted: true,
      backup: { retention: Duration.days(7) },
      iamAuthentication: true,
      deletionProtection: true,
    });
    const applicationSecret = new DatabaseSecret(this, `Application${id}`, { username: 'application' });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'An example that lives for an hour rotates no passwords.',
    });
    return PostgresShard.fromCluster(cluster, { database: 'orders', port, applicationSecret });
  }
}
