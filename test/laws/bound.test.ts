import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBalance } from '../../core/balancing/config/parse-balance.ts';
import { type CdnConfig, type CdnKind, cdnSchemas } from '../../core/purging/config/cdn-kinds.ts';
import { parsePurge } from '../../core/purging/config/parse-purge.ts';
import { parseKeyspace } from '../../core/sharding/config/parse-keyspace.ts';
import { type ShardConfig, type ShardKindName, shardSchemas } from '../../core/sharding/config/shard-kinds.ts';
import type { BalanceProps, ShardTarget } from '../../lib/index.ts';
import { arbitraryOf } from '../arbitrary-of.ts';
import { aHeadroom, anApp, env } from '../lib/an-app.ts';
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

describe('a balance in which nothing is left to its default', () => {
  const arn = (resource: string) => `arn:aws:elasticloadbalancing:${env.region}:${env.account}:${resource}`;
  const attributes = {
    algorithm: 'weighted_random',
    anomalyMitigation: true,
    slowStartSeconds: 0,
    deregistrationDelaySeconds: 30,
  } as const;
  const blue = { unitCapacity: 2, zones: ['a', 'b'], scalable: 'shop/blue', attributes };
  const green = { unitCapacity: 3, zone: 'a', scalable: 'shop/green', attributes };
  const settings: Omit<BalanceProps, 'name' | 'groups' | 'scope'> = {
    ...{ mode: 'on', minSharePercent: 3, deadBandPercent: 4, maxStepPercent: 30, errorBudgetPercent: 5 },
    ...{ latencySeconds: 0.5, drift: 'reassert', attributes: 'apply', zoneOutSeconds: 600 },
    shift: {
      ...{ from: 'blue', to: 'green', name: 'v2', minRequests: 7, bakeSeconds: 60 },
      plan: { kind: 'linear', startPercent: 2, overSeconds: 60 },
    },
    reservation: {
      windows: [{ days: ['mon'], from: '08:00', to: '09:00', capacityUnits: 200 }],
      ...{ timeZone: 'Europe/Berlin', leadSeconds: 60, forecastFrom: 100, headroomPercent: 30, usdPerUnitHour: 0.01 },
    },
  };

  test.each([
    [
      { listenerArn: arn('listener/app/shop/1/2') },
      { kind: 'alb-listener', listenerArn: arn('listener/app/shop/1/2') },
    ],
    [
      { listenerRuleArn: arn('listener-rule/app/shop/1/2/3') },
      { kind: 'alb-rule', ruleArn: arn('listener-rule/app/shop/1/2/3') },
    ],
  ])('is bound as it was parsed, on %j', (listenerOrRule, balancer) => {
    const place = (name: string) => ({ targetGroupArn: arn(`targetgroup/${name}/1`) });
    const groups = { blue: { ...blue, ...place('blue') }, green: { ...green, ...place('green') } };
    const parsed = parseBalance('shop/web', { ...settings, balancer, groups });
    const { config } = aHeadroom().headroom.balance(listenerOrRule, {
      ...settings,
      name: 'shop/web',
      groups: { blue: { ...blue, targetGroup: place('blue') }, green: { ...green, targetGroup: place('green') } },
    });
    expect(config).toEqual(parsed);
    for (const [field, value] of Object.entries(settings)) expect(config).toHaveProperty(field, value);
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
