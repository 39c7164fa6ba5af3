import { Refusal } from '../../../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../../../core/sharding/config/keyspace.ts';
import type { ShardConfig } from '../../../../core/sharding/config/shard-kinds.ts';
import { movingBetweenServers } from '../../../../core/sharding/moving/servers/between-servers.ts';
import { connect } from '../../../postgres/connect.ts';
import type { MovingParts, SlotMover } from '../any-kind/kind-shard.ts';
import { postgresMover } from './mover.ts';
import { slotLagBytes } from './slot-lag.ts';
import { ownersPlace, withOwner } from './with-owner.ts';

/** Moves slots between servers. */
export function mover({ store, config, secrets, nowMs }: MovingParts): SlotMover {
  const server = (shard: string) => ({ shard, config: serverOf(config, shard) });
  const place = async (_: KeyspaceConfig, shard: string) => ownersPlace(secrets, server(shard));
  const servers = postgresMover({ place, connect, nowMs, sleep });
  const capability = movingBetweenServers({ store, mover: servers, nowMs, sleep });
  return {
    look: (_, by) => by.run(capability),
    sweep: () => servers.sweep(config, (id) => store.move(config.keyspace, id)),
    lagBytes: async () => {
      const shards = Object.keys(config.shards);
      const lags = await Promise.all(shards.map((shard) => withOwner(secrets, server(shard), slotLagBytes)));
      return Math.max(0, ...lags);
    },
    end: () => servers.end(),
  };
}

function serverOf({ keyspace, shards }: KeyspaceConfig, shard: string): ShardConfig<'postgres'> {
  const found = shards[shard];
  if (found?.kind === 'postgres') return found;
  throw new Refusal(`"${shard}" is not a PostgreSQL shard of "${keyspace}"; put it back into its config and deploy`);
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
