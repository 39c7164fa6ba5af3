import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { DatabaseCluster, DatabaseInstance, IDatabaseCluster, IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { InvalidInput } from '../../../../core/model/errors.ts';
import type { ShardConfig } from '../../../../core/sharding/config/shard-kinds.ts';
import { oneMinute } from '../../../deployment/periods.ts';
import type { ShardTarget } from '../shard-target.ts';

/** What must, and what may be said of a server that is a shard. */
export interface PostgresShardOptions {
  /** The database that holds the slots' schemas. */
  readonly database: string;
  /** @default 5432 */
  readonly port?: number;
  /**
   * The secret with `username` and `password` of the role that owns the slots' schemas. It may replicate and make schemas.
   * @default - the secret of the server's first user
   */
  readonly ownerSecret?: ISecret;
  /**
   * The secret of the role of applications.
   * @default - applications bring their own
   */
  readonly applicationSecret?: ISecret;
  /**
   * How much of the load it should carry beside the others.
   * @default 1
   */
  readonly weight?: number;
}

interface Server {
  readonly host: string;
  readonly connections: IConnectable;
  readonly firstSecret: ISecret | undefined;
  readonly load: IMetric;
  readonly region: string;
}

/** One database of an Aurora cluster or an RDS instance. Each slot is a schema of its own there. */
export class PostgresShard implements ShardTarget {
  readonly config: ShardConfig;
  readonly load: IMetric;
  readonly network: { readonly connections: IConnectable; readonly port: number };
  readonly region: string;
  readonly place: unknown;
  private readonly ownerSecret: ISecret;
  private readonly applicationSecret: ISecret | null;

  private constructor({ host, connections, firstSecret, load, region }: Server, options: PostgresShardOptions) {
    const { database, port = 5432, ownerSecret = firstSecret, applicationSecret = null, weight = 1 } = options;
    if (ownerSecret === undefined) {
      throw new InvalidInput(
        'ownerSecret',
        'the server has no secret of its own; give that of the role that owns schemas',
      );
    }
    const applicationSecretArn = applicationSecret?.secretArn ?? null;
    const ownerSecretArn = ownerSecret.secretArn;
    this.config = { kind: 'postgres', host, port, database, ownerSecretArn, applicationSecretArn, weight };
    this.load = load;
    this.network = { connections, port };
    this.region = region;
    this.place = [host, database];
    this.ownerSecret = ownerSecret;
    this.applicationSecret = applicationSecret;
  }

  /** The writer of an Aurora cluster; one that this app does not make needs its `ownerSecret`. */
  static fromCluster(cluster: DatabaseCluster | IDatabaseCluster, options: PostgresShardOptions): PostgresShard {
    const load = cluster.metricCPUUtilization({ period: oneMinute });
    const { hostname: host } = cluster.clusterEndpoint;
    const { region } = cluster.env;
    return new PostgresShard({ host, connections: cluster, firstSecret: secretOf(cluster), load, region }, options);
  }

  /** One that this app does not make needs its `ownerSecret`. */
  static fromInstance(instance: DatabaseInstance | IDatabaseInstance, options: PostgresShardOptions): PostgresShard {
    const load = instance.metricCPUUtilization({ period: oneMinute });
    const { dbInstanceEndpointAddress: host } = instance;
    const { region } = instance.env;
    return new PostgresShard({ host, connections: instance, firstSecret: secretOf(instance), load, region }, options);
  }

  grantMove(mover: IGrantable): void {
    this.ownerSecret.grantRead(mover);
  }

  grantObserve(balancer: IGrantable): void {
    this.ownerSecret.grantRead(balancer);
  }

  grantUse(application: IGrantable): void {
    this.applicationSecret?.grantRead(application);
  }
}

/** What a server has whose first user CDK makes. */
function secretOf(server: object): ISecret | undefined {
  return 'secret' in server ? (server as Pick<DatabaseCluster, 'secret'>).secret : undefined;
}
