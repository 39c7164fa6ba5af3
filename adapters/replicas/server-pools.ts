import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { type Once, once } from '../aws/once.ts';
import { isEncrypted } from '../postgres/place.ts';
import type { Credentials } from '../postgres/secret-credentials.ts';
import { nameOf, type ServerAddress } from './fleet.ts';
import { CredentialsRefused, codeOf } from './replica-error.ts';

export interface ServerPoolsParts {
  readonly database: string;
  /** Read when a connection is first made, and again when a server refuses them. */
  credentials(): Promise<Credentials>;
  /** Whatever else a pool of connections takes; `max` is for each server. */
  readonly pool: PoolConfig;
}

const refused = new Set(['28P01', '28000']);

/** One pool of connections for each server, made when it is first used. */
export class ServerPools {
  private readonly parts: ServerPoolsParts;
  private readonly pools = new Map<string, Pool>();
  private known: Once<Promise<Credentials>>;

  constructor(parts: ServerPoolsParts) {
    this.parts = parts;
    this.known = once(() => parts.credentials());
  }

  /** Rejects with `CredentialsRefused`, or with the connection's own error. Refused credentials are read again, once. */
  async connect(address: ServerAddress): Promise<PoolClient> {
    const name = nameOf(address);
    try {
      return await (await this.pool(name, address)).connect();
    } catch (error) {
      if (!refused.has(codeOf(error))) throw error;
      this.known = once(() => this.parts.credentials());
      this.forget(name);
    }
    try {
      return await (await this.pool(name, address)).connect();
    } catch (error) {
      if (!refused.has(codeOf(error))) throw error;
      const next = 'bring the username and password up to date';
      const said = error instanceof Error ? error.message : String(error);
      throw new CredentialsRefused(`${name} refuses them, also as just read: ${said}; ${next}`, name, error);
    }
  }

  /** Ends a server's connections when their transactions have ended. */
  forget(name: string): void {
    const pool = this.pools.get(name);
    this.pools.delete(name);
    void pool?.end().catch(() => {});
  }

  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.end()));
  }

  private async pool(name: string, { host, port = 5432 }: ServerAddress): Promise<Pool> {
    const { user, password } = await this.known();
    const existing = this.pools.get(name);
    if (existing !== undefined) return existing;
    const { database } = this.parts;
    const pool = new Pool({
      connectionTimeoutMillis: 1000,
      ssl: isEncrypted({ host }),
      keepAlive: true,
      ...this.parts.pool,
      host,
      port,
      database,
      user,
      password,
    });
    // A connection that breaks while nobody waits for it is told to the next who uses it.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    this.pools.set(name, pool);
    return pool;
  }
}
