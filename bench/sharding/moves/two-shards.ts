import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../../adapters/postgres/connect.ts';
import type { Place } from '../../../adapters/postgres/place.ts';
import type { Session } from '../../../adapters/postgres/session.ts';
import { MapWatch } from '../../../adapters/sharding/client/map-watch.ts';
import { ShardClient } from '../../../adapters/sharding/client/shard-client.ts';
import { ShardPools } from '../../../adapters/sharding/client/shard-pools.ts';
import { memoryKeyspaces } from '../../../adapters/sharding/map/memory.ts';
import {
  type PostgresMover,
  type PostgresMoverParts,
  postgresMover,
} from '../../../adapters/sharding/shards/postgres/mover.ts';
import type { KeyspaceConfig } from '../../../core/sharding/config/keyspace.ts';
import { parseKeyspace } from '../../../core/sharding/config/parse-keyspace.ts';
import type { ShardConfig } from '../../../core/sharding/config/shard-kinds.ts';
import type { Slot } from '../../../core/sharding/map/slot.ts';
import { slotName } from '../../../core/sharding/map/slot.ts';
import type { Move } from '../../../core/sharding/moving/move.ts';
import { moveId, newMove } from '../../../core/sharding/moving/new-move.ts';
import { drive, type ServerDriving } from '../../../core/sharding/moving/servers/drive.ts';
import type { PostgresServer } from '../../../local/postgres/start-postgres.ts';

type ShardName = 'a' | 'b';
type Store = ReturnType<typeof memoryKeyspaces>;

/** What a test may put between a mover and what it touches. */
export interface Between {
  session?(session: Session): Session;
  store?(store: Store): Store;
}

/** What a test may drive with instead of the plain. */
interface Driving {
  readonly mover?: PostgresMover;
  readonly store?: Store;
  /** Of each tick. */
  readonly leftMs?: number;
}

const keyspace = 'shop';
const password = 'of-applications';
const patienceMs = 60_000;

/** A keyspace of two slots on two real servers: slot 0 begins at `a`, slot 1 at `b`. */
export class TwoShards {
  readonly store = memoryKeyspaces();
  readonly servers: Readonly<Record<ShardName, PostgresServer>>;
  readonly sessions: Record<ShardName, Session>;
  config: KeyspaceConfig;

  /** `tables` makes the tables of one slot's schema; it is in the search path. */
  static async open([a, b]: readonly [PostgresServer, PostgresServer], tables: string): Promise<TwoShards> {
    const sessions = { a: await connect('a', placeOf(a)), b: await connect('b', placeOf(b)) };
    const shards = new TwoShards({ a, b }, sessions);
    const { bits, seed } = shards.config;
    const names = ['a', 'b'].map((name) => ({ name, weight: 1 }));
    const [owner, epoch] = [Uint16Array.of(0, 1), Uint32Array.of(1, 1)];
    await shards.store.create({ keyspace, version: 1, bits, seed, shards: names, owner, epoch, pins: new Map() });
    for (const [slot, shard] of (['a', 'b'] as const).entries()) {
      const session = sessions[shard];
      await session.query(
        `DO $$ BEGIN CREATE ROLE application LOGIN PASSWORD '${password}'; EXCEPTION WHEN duplicate_object THEN END $$`,
      );
      await makeSlot(session, slotName(slot, 1), tables);
    }
    return shards;
  }

  private constructor(servers: TwoShards['servers'], sessions: TwoShards['sessions']) {
    this.servers = servers;
    this.sessions = sessions;
    const shard = ({ host, port, database }: PostgresServer) => ({
      kind: 'postgres' as const,
      host,
      port,
      database,
      ownerSecretArn: 'none',
    });
    this.config = parseKeyspace(keyspace, {
      bits: 1,
      keyColumn: 'key',
      shards: { a: shard(servers.a), b: shard(servers.b) },
    });
    this.store.putConfig(this.config);
  }

  /** An application with a map and connections of its own, which learns of moves from fences alone. */
  async client(connections: number): Promise<ShardClient> {
    const parts = { store: this.store, keyspace, random: Math.random };
    const watch = await MapWatch.open({ ...parts, refreshMs: 1e8, onTrouble: () => {} });
    const pools = new ShardPools({
      config: async (shard) => this.config.shards[shard] as ShardConfig<'postgres'>,
      credentials: async () => ({ user: 'application', password }),
      pool: { ssl: false, max: connections },
    });
    return new ShardClient({ ...parts, watch, pools, nowMs: () => Date.now(), pause: sleep });
  }

  mover(between: Between = {}, given: Partial<PostgresMoverParts> = {}): PostgresMover {
    return postgresMover({
      place: async (_, shard) => placeOf(this.servers[shard as ShardName]),
      connect: async (shard, place) => {
        const session = await connect(shard, place);
        return between.session?.(session) ?? session;
      },
      nowMs: () => Date.now(),
      sleep,
      ...given,
    });
  }

  /** Begins to move a slot to the other shard, or one key of it. */
  async begin(slot = 0, pin: Pick<Move, 'kind' | 'pinned'> = { kind: 'move', pinned: null }): Promise<Move> {
    const going = pin.kind === 'unpin' && pin.pinned !== null ? pin.pinned.slot : slot;
    const { shard: from, epoch } = await this.slotNow(going);
    const to = from === 'a' ? 'b' : 'a';
    const id = moveId(Date.now(), Math.random);
    const move = newMove({ id, keyspace, slot, from, to, epoch, requestedAtMs: Date.now(), ...pin });
    if (!(await this.store.begin(move))) throw new Error(`slot ${slot} is not free`);
    return move;
  }

  /** Whether moves from now on can be taken back, or end at once. */
  keepWayBack(isKept: boolean): void {
    this.config = { ...this.config, rollbackHours: isKept ? 24 : 0 };
  }

  /** Drives a move one step after the other until it is as wanted or over. */
  walk(id: string, isDone: (move: Move) => boolean, mover = this.mover()): Promise<Move> {
    return this.drive(id, isDone, { leftMs: 0, mover });
  }

  /** Drives a move, as a tick does again and again, until it is as wanted or over. */
  async drive(id: string, isDone: (move: Move) => boolean, given: Driving = {}): Promise<Move> {
    const { mover = this.mover(), store = this.store, leftMs = 60_000 } = given;
    const world: ServerDriving = { store, mover, nowMs: () => Date.now(), sleep };
    const untilMs = Date.now() + patienceMs;
    try {
      for (;;) {
        const move = await this.moveNow(id);
        if (isDone(move) || move.is === 'done' || move.is === 'aborted') return move;
        if (Date.now() > untilMs) throw new Error(`the move stays ${move.is}: ${move.trouble}`);
        // A tick that fails leaves its trouble in the move; the next one tries again.
        await drive(world, this.config, move, { leftMs: () => leftMs }).catch(() => {});
        await sleep(20);
      }
    } finally {
      await mover.end();
    }
  }

  async moveNow(id: string): Promise<Move> {
    const move = await this.store.move(keyspace, id);
    if (move === null) throw new Error(`no move ${id}`);
    return move;
  }

  /** Slots that hold rows of somebody: all but those of pins that have ended. */
  async slotsInUse(): Promise<readonly Slot[]> {
    const slots = await this.store.slots(keyspace);
    return slots.filter(({ slot, pinned }) => slot < 2 ** this.config.bits || pinned !== null);
  }

  async slotNow(slot: number): Promise<Slot> {
    const found = await this.store.slot(keyspace, slot);
    if (found === null) throw new Error(`no slot ${slot}`);
    return found;
  }

  /** Everything on both servers that is not a slot's own, each as one line. */
  async leftovers(): Promise<string[]> {
    const owned = (await this.slotsInUse()).map(({ shard, slot, epoch }) => `${shard} schema ${slotName(slot, epoch)}`);
    const found: string[] = [];
    for (const shard of ['a', 'b'] as const) {
      const rows = await this.sessions[shard].query(madeQuery);
      found.push(...rows.map(({ made }) => `${shard} ${made}`));
    }
    return found.filter((one) => !owned.includes(one));
  }

  /** After a server was down. */
  async reconnect(shard: ShardName): Promise<void> {
    await this.sessions[shard].end();
    this.sessions[shard] = await connect(shard, placeOf(this.servers[shard]));
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.sessions).map((session) => session.end()));
  }
}

const madeQuery = `
  SELECT 'schema ' || nspname AS made FROM pg_namespace WHERE nspname ~ '^(ls[0-9]|headroom_)'
  UNION ALL SELECT 'role ' || rolname FROM pg_roles WHERE rolname ~ '^headroom_'
  UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots
  UNION ALL SELECT 'publication ' || pubname FROM pg_publication
  UNION ALL SELECT 'subscription ' || subname FROM pg_subscription`;

export function placeOf({ host, port, database, username, password: secret }: PostgresServer): Place {
  return { host, port, database, username, password: secret };
}

async function makeSlot(session: Session, schema: string, tables: string): Promise<void> {
  await session.query(`
    CREATE SCHEMA ${schema}; SET search_path = ${schema}, pg_catalog; ${tables}; SET search_path = pg_catalog;
    GRANT USAGE ON SCHEMA ${schema} TO application;
    GRANT ALL ON ALL TABLES IN SCHEMA ${schema} TO application;
    GRANT ALL ON ALL SEQUENCES IN SCHEMA ${schema} TO application`);
}
