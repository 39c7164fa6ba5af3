import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { connect } from '../../adapters/postgres/connect.ts';
import type { Place } from '../../adapters/postgres/place.ts';
import { readCredentials } from '../../adapters/postgres/secret-credentials.ts';
import { type TableMoverParts, tableMover } from '../../adapters/sharding/shards/dynamodb-table/mover.ts';
import { type PostgresMover, postgresMover } from '../../adapters/sharding/shards/postgres/mover.ts';
import { slotLagBytes } from '../../adapters/sharding/shards/postgres/slot-lag.ts';
import type { Capability, Observed } from '../../core/capability.ts';
import type { Entry } from '../../core/model/entry.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Signal } from '../../core/model/signal.ts';
import { run } from '../../core/pipeline.ts';
import type { Spine } from '../../core/ports.ts';
import type { KeyspaceConfig, ShardConfig } from '../../core/sharding/config/keyspace.ts';
import { moveSubject } from '../../core/sharding/moving/known-move.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { movingBetweenServers } from '../../core/sharding/moving/servers/between-servers.ts';
import { movingBetweenTables } from '../../core/sharding/moving/tables/between-tables.ts';
import type { KeyspaceStore } from '../../core/sharding/ports.ts';

/** What shards of one kind need of a mover. */
export interface KindMover {
  /** One look at a move. */
  look(move: Move, signal: Signal, spine: Spine): Promise<Entry>;
  /** Removes what was made for moves that are over; answers how much there was. */
  sweep(): Promise<number>;
  /** The most WAL that any slot holds back, bytes. */
  lagBytes(): Promise<number>;
  end(): Promise<void>;
}

export interface MoversParts extends TableMoverParts {
  readonly store: KeyspaceStore;
  /** How long a client may go on by a fence that is no more, milliseconds (`staleMs`). */
  readonly staleMs: number;
  nowMs(): number;
  readonly config: KeyspaceConfig;
  readonly secrets: Pick<SecretsManagerClient, 'send'>;
}

/** The mover for the kind that all shards of a keyspace are of. */
export function moverOf(parts: MoversParts): KindMover {
  const [first] = Object.values(parts.config.shards);
  return movers[first?.kind ?? 'postgres'](parts);
}

/** A new kind of shard is one line here. */
const movers: Readonly<Record<ShardConfig['kind'], (parts: MoversParts) => KindMover>> = {
  postgres: servers,
  'dynamodb-table': tables,
};

function tables(parts: MoversParts): KindMover {
  const { store, staleMs, nowMs } = parts;
  const capability = movingBetweenTables({ store, staleMs, nowMs, mover: tableMover(parts) });
  return {
    look: (move, signal, spine) => looked(capability, move, signal, spine),
    // What a move leaves in a table is under its fence, and cleaned by the move itself.
    sweep: async () => 0,
    lagBytes: async () => 0,
    end: async () => {},
  };
}

function servers(parts: MoversParts): KindMover {
  const { store, config, nowMs } = parts;
  const place = (_: KeyspaceConfig, shard: string) => placeOf(parts, shard);
  const mover: PostgresMover = postgresMover({ place, connect, nowMs, sleep });
  const capability = movingBetweenServers({ store, mover, nowMs, sleep });
  return {
    look: async (move, signal, spine) => {
      if (move.kind === 'move') return looked(capability, move, signal, spine);
      throw new Refusal(`a ${move.kind} cannot be made on PostgreSQL shards; abort it, and move the slot instead`);
    },
    sweep: () => mover.sweep(config, (id) => store.move(config.keyspace, id)),
    lagBytes: async () => {
      const lags = await Promise.all(Object.keys(config.shards).map((shard) => lagOf(parts, shard)));
      return Math.max(0, ...lags);
    },
    end: () => mover.end(),
  };
}

async function looked<O extends Observed<Kept>, Desired, Kept>(
  capability: Capability<O, Desired, Kept>,
  move: Move,
  signal: Signal,
  spine: Spine,
): Promise<Entry> {
  return run(capability, moveSubject(move), signal, spine);
}

async function placeOf({ config, secrets }: MoversParts, shard: string): Promise<Place> {
  const found: ShardConfig | undefined = config.shards[shard];
  if (found?.kind !== 'postgres') {
    throw new Refusal(
      `"${shard}" is no PostgreSQL shard of "${config.keyspace}"; put it back into its config and deploy`,
    );
  }
  const { host, port, database, ownerSecretArn } = found;
  const { user: username, password } = await readCredentials(secrets, shard, ownerSecretArn);
  return { host, port, database, username, password };
}

async function lagOf(parts: MoversParts, shard: string): Promise<number> {
  const session = await connect(shard, await placeOf(parts, shard));
  try {
    return await slotLagBytes(session);
  } finally {
    await session.end();
  }
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
