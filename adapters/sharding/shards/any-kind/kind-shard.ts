import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Capability, Observed } from '../../../../core/capability.ts';
import type { KeyspaceConfig } from '../../../../core/sharding/config/keyspace.ts';
import type { ShardConfig, ShardKindName } from '../../../../core/sharding/config/shard-kinds.ts';
import type { Slot } from '../../../../core/sharding/map/slot.ts';
import type { Move } from '../../../../core/sharding/moving/move.ts';
import type { Measured } from '../../../../core/sharding/planning/load.ts';
import type { KeyspaceStore } from '../../../../core/sharding/ports.ts';

/** What measuring shards of any kind needs. */
export interface MeasureParts {
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
  readonly secrets: Pick<SecretsManagerClient, 'send'>;
  nowMs(): number;
  /** Milliseconds that may still be spent, by the real clock. */
  leftMs(): number;
}

/** A shard of one kind, with the slots that it holds and what was measured of them before. */
export interface HeldShard<Kind extends ShardKindName> {
  readonly shard: string;
  readonly config: ShardConfig<Kind>;
  readonly held: readonly Slot[];
  readonly was: Measured | null;
}

/** Measures one shard's slots. Rejects where it cannot. */
export type MeasureKind<Kind extends ShardKindName> = (
  parts: MeasureParts,
  shard: HeldShard<Kind>,
) => Promise<Measured>;

/** What moving slots between shards of any kind needs. */
export interface MovingParts {
  readonly config: KeyspaceConfig;
  readonly store: KeyspaceStore;
  readonly client: DynamoDBClient;
  readonly secrets: Pick<SecretsManagerClient, 'send'>;
  /** How long a client may go on by a map that is no more, milliseconds (`staleMs`). */
  readonly staleMs: number;
  nowMs(): number;
  random(): number;
}

/** Whoever runs one look by a capability, whatever that observes and wants. */
export interface LookRunner<Looked> {
  run<O extends Observed<Kept>, Desired, Kept>(capability: Capability<O, Desired, Kept>): Promise<Looked>;
}

/** Moves slots between the shards of a keyspace, which are of one kind. */
export interface SlotMover {
  /** One look at a move, by the capability that moves between shards of this kind. */
  look<Looked>(move: Move, by: LookRunner<Looked>): Promise<Looked>;
  /** Removes what was made for moves that are over; answers how much there was. */
  sweep(): Promise<number>;
  /** The most WAL that any slot holds back, bytes. */
  lagBytes(): Promise<number>;
  end(): Promise<void>;
}
