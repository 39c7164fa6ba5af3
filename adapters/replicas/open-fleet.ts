import type { RDSClient } from '@aws-sdk/client-rds';
import type { PoolConfig } from 'pg';
import { InvalidInput } from '../../core/model/errors.ts';
import { readingClient } from '../aws/client-settings.ts';
import type { Credentials } from '../postgres/secret-credentials.ts';
import { clusterMembers } from './cluster-members.ts';
import { type DialectName, questions } from './dialects.ts';
import { Fleet, nameOf, type ServerAddress } from './fleet.ts';
import { Server } from './server.ts';
import { ServerPools } from './server-pools.ts';

/** Where the servers of a database are. Which of them takes writes is asked of the servers, and asked again after a failover. */
export type Servers =
  /** All of them, in any order. */
  | { readonly list: readonly ServerAddress[] }
  /** A writer's and a reader's endpoint, or a proxy's; behind a name there may be several servers. */
  | { readonly writerEndpoint: ServerAddress; readonly readerEndpoint: ServerAddress }
  /** A cluster of Aurora or RDS, whose instances are read by DescribeDBClusters and DescribeDBInstances. */
  | { readonly cluster: string; readonly rds?: Pick<RDSClient, 'send'> };

/** What is known of the servers of one database. */
export interface FleetOptions {
  readonly servers: Servers;
  readonly database: string;
  /** User and password, the same on all; asked again when a server refuses them. */
  readonly credentials: () => Promise<Credentials>;
  /** How servers tell how far they are. @default 'postgres' */
  readonly engine?: DialectName;
  /**
   * Whatever else a pool of connections takes, e.g. `{ max: 5 }` for each server. @default TLS with the server's certificate
   * checked, but for what stays on this machine; in Lambda set NODE_EXTRA_CA_CERTS=/var/runtime/ca-cert.pem, which has the certificates of RDS
   */
  readonly pool?: PoolConfig;
  /**
   * How the version of the schema is told, so that a replica with another answers nothing: an SQL query of one value, e.g.
   * `SELECT max(version) FROM schema_migrations`, and which it has to be. @default nobody asks; what a replica lacks is then
   * asked of the writer when a statement fails
   */
  readonly schemaVersion?: { readonly select: string /** @default what the writer's is */; readonly expected?: string };
  /** A replica that is further behind than this answers nothing, whatever the token says. @default 10 */
  readonly mostLagSeconds?: number;
  /** How long a server may take to begin a transaction. @default 1 */
  readonly answerSeconds?: number;
  /** How often each server is asked how far it is, while reads come. @default 0.2 */
  readonly lookSeconds?: number;
  /** How often servers are looked for again. @default 30 */
  readonly findSeconds?: number;
  /** Told what goes wrong where nobody waits for it. @default nobody is told */
  readonly onTrouble?: (error: unknown) => void;
}

/** What asks the servers of a database, and their connections, which the caller closes. */
export interface OpenFleet {
  readonly fleet: Fleet;
  readonly mostLagMs: number;
  close(): Promise<void>;
}

/** Nothing is connected before it is used. Throws `InvalidInput`. */
export function openFleet(options: FleetOptions): OpenFleet {
  const { engine = 'postgres', schemaVersion, database, credentials, onTrouble = () => {} } = options;
  const pools = new ServerPools({ database, credentials, pool: options.pool ?? {} });
  const nowMs = () => performance.now();
  const answerMs = milliseconds('answerSeconds', options.answerSeconds ?? 1);
  const mostLagMs = milliseconds('mostLagSeconds', options.mostLagSeconds ?? 10);
  const asked = questions(engine, schemaVersion?.select ?? null);
  const fleet = new Fleet({
    find: finder(options.servers),
    make: (address) => {
      const { isMany = false } = address;
      const connect = () => pools.connect(address);
      return new Server({ name: nameOf(address), isMany, questions: asked, answerMs, nowMs, connect });
    },
    forget: (name) => pools.forget(name),
    findMs: milliseconds('findSeconds', options.findSeconds ?? 30),
    lookMs: milliseconds('lookSeconds', options.lookSeconds ?? 0.2),
    mostLagMs,
    nowMs,
    onTrouble,
  });
  return { fleet, mostLagMs, close: () => pools.close() };
}

function finder(servers: Servers): () => Promise<readonly ServerAddress[]> {
  if ('list' in servers) {
    if (servers.list.length === 0)
      throw new InvalidInput('servers.list', 'it is empty; name the writer and its replicas');
    return async () => servers.list;
  }
  if ('writerEndpoint' in servers) {
    const { writerEndpoint, readerEndpoint } = servers;
    return async () => [writerEndpoint, { ...readerEndpoint, isMany: true }];
  }
  let client = servers.rds;
  return async () => {
    client ??= await rdsClient();
    return clusterMembers(client, servers.cluster);
  };
}

async function rdsClient(): Promise<RDSClient> {
  const { RDSClient } = await import('@aws-sdk/client-rds');
  return new RDSClient({ ...readingClient });
}

/** Throws `InvalidInput` for what is not a time. */
export function milliseconds(field: string, seconds: number): number {
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  throw new InvalidInput(field, `${seconds} is not a time; give a number of seconds above 0`);
}
