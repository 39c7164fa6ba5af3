import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { DatabaseCluster, DatabaseInstance, IDatabaseCluster, IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { InvalidInput } from '../../core/model/errors.ts';

/** What must, and what may be said of a server whose indexes are looked at. */
export interface PostgresServerOptions {
  readonly database: string;
  /** @default 5432 */
  readonly port?: number;
  /**
   * The secret with `username` and `password` of the role that looks: a member of `pg_monitor` that may read what statements read.
   * @default - the secret of the server's first user, who may do far more
   */
  readonly secret?: ISecret;
  /**
   * Its replicas by their hosts. While there are more of them, no index is called unused.
   * @default - none
   */
  readonly replicas?: readonly string[];
}

/** A server that no construct stands for. */
export interface PostgresHost extends PostgresServerOptions {
  readonly host: string;
  readonly secret: ISecret;
  /**
   * Its security groups, which then let the advisor in.
   * @default - none: it lets the advisor in already
   */
  readonly connections?: IConnectable;
}

/** A database of a PostgreSQL server, as `headroom.indexes` takes it. */
export class PostgresServer {
  readonly config: { readonly host: string; readonly port: number; readonly database: string } & {
    readonly replicas: readonly string[];
  };
  readonly secret: ISecret;
  /** What lets the advisor in; null where that is done already. */
  readonly connections: IConnectable | null;
  /** The Region that it is in; empty where nobody knows. */
  readonly region: string;

  private constructor(host: PostgresHost, region: string) {
    const { database, port = 5432, replicas = [], secret, connections = null } = host;
    this.config = { host: host.host, port, database, replicas: [...replicas] };
    this.secret = secret;
    this.connections = connections;
    this.region = region;
  }

  /** The writer of an Aurora cluster; one that this app does not make needs a `secret`. */
  static fromCluster(cluster: DatabaseCluster | IDatabaseCluster, options: PostgresServerOptions): PostgresServer {
    const { hostname: host } = cluster.clusterEndpoint;
    const secret = options.secret ?? secretOf(cluster);
    return new PostgresServer({ ...options, host, secret, connections: cluster }, cluster.env.region);
  }

  /** One that this app does not make needs a `secret`. */
  static fromInstance(instance: DatabaseInstance | IDatabaseInstance, options: PostgresServerOptions): PostgresServer {
    const { dbInstanceEndpointAddress: host } = instance;
    const secret = options.secret ?? secretOf(instance);
    return new PostgresServer({ ...options, host, secret, connections: instance }, instance.env.region);
  }

  /** Any other: on instances of one's own, or elsewhere. */
  static fromHost(host: PostgresHost): PostgresServer {
    return new PostgresServer(host, '');
  }
}

/** What a server has whose first user CDK makes. */
function secretOf(server: object): ISecret {
  const secret = 'secret' in server ? (server as Pick<DatabaseCluster, 'secret'>).secret : undefined;
  if (secret !== undefined) return secret;
  throw new InvalidInput('secret', 'the server has no secret of its own; give that of the role that looks');
}
