import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CdnConfig, type CdnKind, cdnSchemas } from '../../core/purging/config/cdn-kinds.ts';
import { parsePurge } from '../../core/purging/config/parse-purge.ts';
import { parseKeyspace } from '../../core/sharding/config/parse-keyspace.ts';
import { type ShardConfig, type ShardKindName, shardSchemas } from '../../core/sharding/config/shard-kinds.ts';
import type { ShardTarget } from '../../lib/index.ts';
import { arbitraryOf } from '../arbitrary-of.ts';
import { anApp, env } from '../lib/an-app.ts';
import type { CdnRigs } from './cdn-rig.ts';
import { rigsOf } from './rigs-of.ts';

interface ShardRig {
  /** The class of `lib`, made of a config as it was parsed. */
  bound(scope: Construct, config: ShardConfig): ShardTarget;
}

const cdns = await rigsOf<CdnRigs>('test/laws/cdns', Object.keys(cdnSchemas));
const shards = await rigsOf<ShardRig>('test/laws/shards', Object.keys(shardSchemas));
const aStack = () => new Stack(anApp(), 'Shared', { env });

describe.each(cdns)('a CDN of the kind %s', (kind, { bound }) => {
  const parsed = arbitraryOf(cdnSchemas[kind as CdnKind]).map((fields) => ({ ...withArns(fields), kind }) as CdnConfig);

  test('is bound as it was parsed', () => {
    holds(parsed, (config) => {
      const { config: told } = bound(aStack(), config);
      expect(told).toEqual(config);
      expect(parsePurge('site', { cdn: told }).cdn).toEqual(config);
    });
  });
});

describe.each(shards)('a shard of the kind %s', (kind, { bound }) => {
  const parsed = arbitraryOf(shardSchemas[kind as ShardKindName]).map(
    (fields) => ({ ...withArns(fields), kind }) as ShardConfig,
  );

  test('is bound as it was parsed', () => {
    holds(parsed, (config) => {
      const { config: told } = bound(aStack(), config);
      expect(told).toEqual(config);
      expect(parseKeyspace('shop', { shards: { a: told } }).shards.a).toEqual(config);
    });
  });
});

function holds<Config>(parsed: fc.Arbitrary<Config>, law: (config: Config) => void): void {
  fc.assert(
    fc.property(parsed, (config) => void law(config)),
    { numRuns: 20 },
  );
}

/** CDK reads the ARN of a secret, so that what is made up must be one. */
function withArns(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const arn = (made: string) =>
    `arn:aws:secretsmanager:${env.region}:${env.account}:secret:${Buffer.from(made).toString('hex')}-AbCdEf`;
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      field,
      field.endsWith('Arn') && typeof value === 'string' ? arn(value) : value,
    ]),
  );
}
