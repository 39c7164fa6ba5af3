import { Refusal } from '../../model/errors.ts';
import { type OfKind, schemasOf } from '../../schema/one-of.ts';
import type { ShardKind } from './shards/any-kind/shard-kind.ts';
import { dynamoDbTable } from './shards/dynamodb-table.ts';
import { postgres } from './shards/postgres.ts';

/** What a shard is. A new kind is a line here, and the compiler asks for the rest. */
export const shardKinds = { postgres, 'dynamodb-table': dynamoDbTable } satisfies Readonly<Record<string, ShardKind>>;

/** What a config of each kind holds. */
export const shardSchemas = schemasOf(shardKinds);

export type ShardKindName = keyof typeof shardKinds;
export type ShardConfig<Kind extends ShardKindName = ShardKindName> = OfKind<typeof shardSchemas, Kind>;

/** The kind that all shards of a keyspace are of. Throws `Refusal` where it has none. */
export function kindOfShards({
  keyspace,
  shards,
}: {
  readonly keyspace: string;
  readonly shards: Readonly<Record<string, ShardConfig>>;
}): ShardKindName {
  const [first] = Object.values(shards);
  if (first === undefined) {
    throw new Refusal(`the keyspace "${keyspace}" has no shards; put one into its config and deploy`);
  }
  return first.kind;
}
