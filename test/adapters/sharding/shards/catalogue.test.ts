import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryKeyspaces } from '../../../../adapters/sharding/map/memory.ts';
import { shardMeasure, slotMover } from '../../../../adapters/sharding/shards/catalogue.ts';
import { Refusal } from '../../../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../../../core/sharding/config/keyspace.ts';
import { parseKeyspace } from '../../../../core/sharding/config/parse-keyspace.ts';
import { type ShardConfig, type ShardKindName, shardSchemas } from '../../../../core/sharding/config/shard-kinds.ts';
import { newMove } from '../../../../core/sharding/moving/new-move.ts';
import { arbitraryOf } from '../../../arbitrary-of.ts';

const kinds = Object.keys(shardSchemas) as ShardKindName[];
const refused = { send: () => Promise.reject(new Refusal('nobody is there')) };
const clock = { nowMs: () => 0, leftMs: () => 1000 };

const aShard = (kind: ShardKindName): ShardConfig => {
  const [fields] = fc.sample(arbitraryOf(shardSchemas[kind]), { numRuns: 1, seed: 1 });
  return { ...fields, kind } as ShardConfig;
};
const aKeyspace = (kind: ShardKindName) => parseKeyspace('shop', { shards: { a: aShard(kind), b: aShard(kind) } });
const moverOf = (config: KeyspaceConfig) =>
  slotMover({
    ...{ config, store: memoryKeyspaces(), client: new DynamoDBClient(), secrets: refused },
    ...{ ...clock, staleMs: 0, random: () => 0 },
  });

describe.each(kinds)('shards of the kind %s', (kind) => {
  test('are moved between by a capability of their own, loaded when it is first needed', async () => {
    const mover = moverOf(aKeyspace(kind));
    const move = newMove({ id: 'm1', keyspace: 'shop', slot: 0, from: 'a', to: 'b', epoch: 1, requestedAtMs: 0 });
    expect(await mover.look<string>(move, { run: (capability) => Promise.resolve(capability.name) })).toMatch(
      /^moving/,
    );
    await mover.end();
  });

  test('have nothing to end where nothing was needed', async () => {
    await expect(moverOf(aKeyspace(kind)).end()).resolves.toBeUndefined();
  });

  test('are measured by their own measure, which rejects where it cannot', async () => {
    const measure = shardMeasure({ dynamoDb: refused, cloudWatch: refused, secrets: refused, ...clock });
    await expect(measure('a', aShard(kind), [], null)).rejects.toThrow('nobody is there');
  });
});

test('a keyspace without shards is told as that, and taken for no kind', () => {
  const config = { ...aKeyspace('postgres'), shards: {} };
  expect(() => moverOf(config)).toThrow(
    new Refusal('the keyspace "shop" has no shards; put one into its config and deploy'),
  );
});

test('a key is pinned between servers by the capability that moves slots', async () => {
  const mover = moverOf(aKeyspace('postgres'));
  const move = newMove({ id: 'm1', keyspace: 'shop', slot: 0, from: 'a', to: 'b', epoch: 1, requestedAtMs: 0 });
  const pin = { ...move, kind: 'pin' as const, pinned: { key: 'k', slot: 256 } };
  expect(await mover.look<string>(pin, { run: (capability) => Promise.resolve(capability.name) })).toBe('moving');
  await mover.end();
});
