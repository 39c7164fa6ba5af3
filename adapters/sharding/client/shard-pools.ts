import { Pool, type PoolClient, type PoolConfig } from 'pg';
import type { ShardConfig } from '../../../core/sharding/config/shard-kinds.ts';
import type { Credentials } from '../../postgres/secret-credentials.ts';
import { CredentialsRefused, ShardDown } from '../../postgres/shard-error.ts';

/** Where shards are, and how they are connected to. */
export interface ShardPoolsOptions {
  /** Where a shard is. Rejects for one that nobody has configured. */
  config(shard: string): Promise<ShardConfig<'postgres'>>;
  /** The same as it is by now, after the shard gave no connection. @default nobody asks, and a shard stays where it was */
  readAgain?(shard: string): Promise<ShardConfig<'postgres'>>;
  /** Read when the shard is first used, and again when it refuses them. */
  credentials(shard: string): Promise<Credentials>;
  /** Whatever else a pool of connections takes; `max` is for each shard. */
  readonly pool: PoolConfig;
}

/** How the server says that user or password is wrong. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const refused = new Set(['28P01', '28000']);

/** The connections to a shard, and where it was when they were made. */
interface ShardPool {
  readonly pool: Pool;
  readonly place: ShardConfig<'postgres'>;
}

/** One pool of connections for each shard, made when it is first used. */
export class ShardPools {
  private readonly options: ShardPoolsOptions;
  private readonly pools = new Map<string, Promise<ShardPool>>();
  private isClosed = false;

  constructor(options: ShardPoolsOptions) {
    this.options = options;
  }

  /**
   * Rejects with `ShardDown` or `CredentialsRefused`. Where credentials are refused they are read again, once; where the shard
   * gives no connection it is looked for again.
   */
  async connect(shard: string): Promise<PoolClient> {
    const made = this.pool(shard);
    const connection = await this.connectedOrMoved(shard, made);
    if (!(connection instanceof Error)) return connection;
    await this.isElsewhere(shard, made);
    this.forget(shard, made);
    const again = await connected((await this.pool(shard)).pool, shard);
    if (!(again instanceof Error)) return again;
    const next = 'put the right ones into its secret, or finish the secret’s rotation';
    throw new CredentialsRefused(
      `shard "${shard}" refuses its user or password, also as just read: ${again.message}; ${next}`,
      shard,
      again,
    );
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map(async (pool) => (await pool.catch(() => null))?.pool.end()));
  }

  private async connectedOrMoved(shard: string, made: Promise<ShardPool>): Promise<PoolClient | Error> {
    try {
      return await connected((await made).pool, shard);
    } catch (error) {
      if (!(error instanceof ShardDown) || !(await this.isElsewhere(shard, made))) throw error;
      this.forget(shard, made);
      return connected((await this.pool(shard)).pool, shard);
    }
  }

  /** Whether a shard is elsewhere by now; not, where that cannot be told. */
  private async isElsewhere(shard: string, made: Promise<ShardPool>): Promise<boolean> {
    const [{ place }, now] = await Promise.all([made, this.options.readAgain?.(shard).catch(() => undefined)]);
    return now !== undefined && (['host', 'port', 'database'] as const).some((of) => now[of] !== place[of]);
  }

  private pool(shard: string): Promise<ShardPool> {
    if (this.isClosed) throw new ShardDown('these shards have been closed; open them anew', shard);
    const pool = this.pools.get(shard) ?? this.make(shard);
    this.pools.set(shard, pool);
    return pool;
  }

  private async make(shard: string): Promise<ShardPool> {
    try {
      const [place, { user, password }] = await Promise.all([
        this.options.config(shard),
        this.options.credentials(shard),
      ]);
      const { host, port, database } = place;
      const pool = new Pool({
        connectionTimeoutMillis: 2000,
        ...this.options.pool,
        host,
        port,
        database,
        user,
        password,
      });
      // A connection that breaks while nobody waits for it is told to the next who uses it.
      pool.on('error', () => {});
      pool.on('connect', (client) => client.on('error', () => {}));
      return { pool, place };
    } catch (error) {
      this.pools.delete(shard);
      throw error;
    }
  }

  /** Ends a pool when its transactions have ended, and lets the next who comes make another. */
  private forget(shard: string, pool: Promise<ShardPool>): void {
    if (this.pools.get(shard) !== pool) return;
    this.pools.delete(shard);
    void pool.then((one) => one.pool.end()).catch(() => {});
  }
}

/** The error by which the server refuses user or password, where it does. Rejects with `ShardDown` for any other. */
async function connected(pool: Pool, shard: string): Promise<PoolClient | Error> {
  try {
    return await pool.connect();
  } catch (error) {
    if (error instanceof Error && refused.has(codeOf(error))) return error;
    const why = error instanceof Error ? error.message || codeOf(error) : String(error);
    const next =
      'see whether it runs, whether its security group lets this caller in, whether it has connections left, and whether pool.max is enough';
    throw new ShardDown(`shard "${shard}" gives no connection: ${why}; ${next}`, shard, error);
  }
}

/** The code of an error of PostgreSQL or of Node; empty where it has none. */
function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
