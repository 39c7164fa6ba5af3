import { Client, type PoolConfig } from 'pg';
import type { Credentials } from '../../adapters/postgres/secret-credentials.ts';
import { MapWatch } from '../../adapters/sharding/client/map-watch.ts';
import { ShardClient } from '../../adapters/sharding/client/shard-client.ts';
import { ShardPools } from '../../adapters/sharding/client/shard-pools.ts';
import { memoryKeyspaces } from '../../adapters/sharding/map/memory.ts';
import { slotName } from '../../core/sharding/map/slot.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { newMove } from '../../core/sharding/moving/new-move.ts';
import type { KeyspaceStore } from '../../core/sharding/ports.ts';
import type { PostgresServer } from '../../local/postgres/start-postgres.ts';
import { aMap } from '../core/sharding/map/a-map.ts';

const tables = (schema: string) => `
  CREATE SCHEMA ${schema};
  CREATE TABLE ${schema}.counts (key text PRIMARY KEY, count int NOT NULL);
  GRANT USAGE ON SCHEMA ${schema} TO application;
  GRANT ALL ON ALL TABLES IN SCHEMA ${schema} TO application`;

/** A keyspace of 8 slots on two real servers, `a` and `b`, whose tables count by key. */
export class ShardedShop {
  readonly store: KeyspaceStore = memoryKeyspaces();
  readonly servers: Readonly<Record<string, PostgresServer>>;
  readonly owners: Readonly<Record<string, Client>>;
  private moves = 0;

  static async open([a, b]: readonly [PostgresServer, PostgresServer]): Promise<ShardedShop> {
    const shop = new ShardedShop({ a, b });
    const map = aMap();
    await shop.store.create(map);
    for (const name of ['a', 'b']) {
      const owner = shop.owner(name);
      await owner.connect();
      await owner.query(`CREATE ROLE application LOGIN PASSWORD 'first'; REVOKE ALL ON SCHEMA public FROM PUBLIC`);
    }
    for (const slot of await shop.store.slots('shop')) {
      await shop.owner(slot.shard).query(tables(slotName(slot.slot, slot.epoch)));
    }
    return shop;
  }

  private constructor(servers: Readonly<Record<string, PostgresServer>>) {
    this.servers = servers;
    this.owners = Object.fromEntries(
      Object.entries(servers).map(([name, { host, port, database, username, password }]) => {
        const client = new Client({ host, port, database, user: username, password });
        client.on('error', () => {});
        return [name, client];
      }),
    );
  }

  owner(shard: string): Client {
    const client = this.owners[shard];
    if (client === undefined) throw new Error(`no shard ${shard}`);
    return client;
  }

  /** A process of the application, with a map and pools of its own; its map is read again only when a shard said so. */
  async client(
    credentials: () => Promise<Credentials> = async () => ({ user: 'application', password: 'first' }),
    pool: PoolConfig = {},
  ): Promise<ShardClient> {
    const { random } = Math;
    const parts = { store: this.store, keyspace: 'shop', random };
    const watch = await MapWatch.open({ ...parts, refreshMs: 1e8, onTrouble: () => {} });
    const config = async (shard: string) => {
      const { host, port, database } = this.servers[shard] as PostgresServer;
      const secrets = { ownerSecretArn: '', applicationSecretArn: null };
      return { kind: 'postgres', host, port, database, ...secrets, weight: 1 } as const;
    };
    const pools = new ShardPools({ config, credentials, pool: { ssl: false, ...pool } });
    const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    return new ShardClient({ ...parts, watch, pools, nowMs: () => Date.now(), pause });
  }

  /** Moves a slot to the other shard as a mover does, only that a copy while it is cut takes the place of replication. */
  async move(slot: number, cutMs = 0): Promise<void> {
    const found = await this.store.slot('shop', slot);
    if (found === null) throw new Error(`no slot ${slot}`);
    const { shard: from, epoch } = found;
    const to = from === 'a' ? 'b' : 'a';
    const move = aMove({ id: `move-${this.moves++}`, slot, from, to, epoch });
    const as = (is: Move['is']): Move => ({ ...move, is });
    await this.store.begin(move);
    await this.store.save(move, as('cutting'));
    const [source, target] = [slotName(slot, epoch), slotName(slot, epoch + 1)];
    await this.fence(from, source);
    const { rows } = await this.owner(from).query(`SELECT * FROM ${source}_gone.counts`);
    await new Promise((resolve) => setTimeout(resolve, cutMs));
    await this.owner(to).query(tables(target));
    for (const { key, count } of rows) {
      await this.owner(to).query(`INSERT INTO ${target}.counts VALUES ($1, $2)`, [key, count]);
    }
    await this.store.save(as('cutting'), as('opening'));
    const flip = { slots: [{ slot, shard: to, epoch: epoch + 1 }], pin: null, unpin: null };
    await this.store.flip(as('opening'), as('done'), flip);
  }

  /**
   * Closes a slot where it is, as the mover's cut does: nobody is let in any more, and the schema has another name from here on.
   * The name alone would not do: see page 22.
   */
  async fence(shard: string, schema: string): Promise<void> {
    const lock = `LOCK TABLE ${schema}.counts IN SHARE ROW EXCLUSIVE MODE`;
    const close = `REVOKE ALL ON SCHEMA ${schema} FROM application; ALTER SCHEMA ${schema} RENAME TO ${schema}_gone`;
    await this.owner(shard).query(`BEGIN; ${lock}; ${close}; COMMIT`);
  }

  /** All counts of the slots where the map has them. */
  async counts(): Promise<Map<string, number>> {
    const all = new Map<string, number>();
    for (const { slot, shard, epoch } of await this.store.slots('shop')) {
      const { rows } = await this.owner(shard).query(`SELECT * FROM ${slotName(slot, epoch)}.counts`);
      for (const { key, count } of rows) all.set(key, (all.get(key) ?? 0) + count);
    }
    return all;
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.owners).map((client) => client.end()));
    await Promise.all(Object.values(this.servers).map((server) => server.stop()));
  }
}

function aMove(given: Pick<Move, 'id' | 'slot' | 'from' | 'to' | 'epoch'>): Move {
  return { ...newMove({ keyspace: 'shop', requestedAtMs: 0, ...given }), token: 1 };
}
