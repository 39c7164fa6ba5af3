import { describe, expect, it } from 'vitest';
import { parseDeployment } from '../../core/config.ts';
import { settingNames } from '../../core/deployment-settings.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { cdnSchemas } from '../../core/purging/config/cdn-kinds.ts';
import { sourceKinds } from '../../core/readings/source-kinds.ts';
import { policySchemas } from '../../core/scaling/config/policy-kinds.ts';
import { scalableSchema } from '../../core/scaling/config/scalable.ts';
import { targetKinds } from '../../core/scaling/config/target-kinds.ts';
import { faultsIn } from '../../core/schema/all-faults.ts';
import { shardKinds } from '../../core/sharding/config/shard-kinds.ts';
import { aPart, aScalableInput } from '../fixtures.ts';

const scalables = (...inputs: readonly object[]) => ({
  scalables: Object.fromEntries(inputs.map((input, index) => [`web-${index}`, { ...aScalableInput, ...input }])),
});

/** What is wrong with a config, a line a fault. */
function faultsOf(config: unknown): readonly string[] {
  try {
    parseDeployment(config);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return faultsIn(error).map(({ message }) => message);
  }
}

/** A name with one letter that it does not have. */
const mistyped = (name: string) => `${name.slice(0, -1)}~${name.slice(-1)}`;

describe('all faults of a config are told in one go', () => {
  it('of several sections, of several subjects in one, and of several fields in one of these', () => {
    const told = faultsOf({
      ...{ dashboard: 'yes', logRetentionDays: 2, deployment: '1st', colour: 'red' },
      ...scalables({ mode: 'auto', bounds: { min: 3, max: 2 } }, { degradedAfterSeconds: -1, leadSeconds: 'long' }),
      balances: { green: {} },
      objectives: { checkout: { availability: 101 } },
    });
    for (const field of [
      ...['colour', 'deployment', 'dashboard', 'logRetentionDays', 'balances["green"].', 'objectives["checkout"].'],
      ...['scalables["web-0"].mode', 'scalables["web-0"].bounds', 'scalables["web-1"].degradedAfterSeconds'],
      'scalables["web-1"].leadSeconds',
    ])
      expect(told.filter((one) => one.startsWith(field))).not.toEqual([]);
  });

  it('and of parts that are right by themselves, beside one that is not', () => {
    const policies = [{ kind: 'target-tracking', reading: 'demnd', of: 'demand', target: 4 }];
    const told = faultsOf(scalables({ mode: 'auto', readings: { demand: { parts: [aPart] } }, policies }));
    expect(told).toHaveLength(2);
    expect(told[1]).toBe(
      'scalables["web-0"].policies[0].reading: "demnd" is not among the readings (demand); did you mean "demand"?',
    );
  });

  it('and of what no field can tell alone, whichever section it is of', () => {
    const alb = { kind: 'alb', loadBalancer: 'app/x/0123456789abcdef', targetGroup: 'targetgroup/y/0123456789abcdef' };
    const web = { of: [alb], behind: ['dba'] };
    const postgres = { kind: 'postgres', host: 'h', database: 'd', ownerSecretArn: 'arn' };
    const server = { host: 'h', database: 'd', secretArn: 'arn' };
    const told = faultsOf({
      services: {
        checkout: { windowSeconds: 3660, tiers: { web, dbs: { of: [alb, alb], behind: ['dbs'] } } },
        search: { mode: 'onn', tiers: { web, dbs: { of: [alb] } } },
      },
      keyspaces: {
        orders: {
          startAbove: 1.2,
          stopAt: 1.3,
          shards: { a: postgres, b: { kind: 'dynamodb-table', tableName: 't' } },
        },
      },
      databases: { shop: { servers: [server, server, server] } },
    });
    for (const fault of [
      'services["checkout"].windowSeconds: 3660 is not a multiple',
      'services["checkout"].tiers.web.behind: "dba" is not a tier; did you mean "dbs"?',
      'services["checkout"].tiers.dbs.behind: leads back to "dbs"',
      'services["checkout"].tiers.dbs.of[1]: tells',
      'services["search"].mode: "onn"',
      'services["search"].tiers.web.behind: "dba"',
      ...['keyspaces["orders"].stopAt', 'keyspaces["orders"].shards: the shards'],
      ...['databases["shop"].servers[1]', 'databases["shop"].servers[2]'],
    ])
      expect(told.filter((one) => one.startsWith(fault))).toHaveLength(1);
  });

  it('and of what services need of each other, beside which tiers need each other', () => {
    const alb = { kind: 'alb', loadBalancer: 'app/x/0123456789abcdef', targetGroup: 'targetgroup/y/0123456789abcdef' };
    const promising = (needs: string) => ({
      ...{ tiers: { web: { of: [alb] } }, objective: { availability: 99.9, needs: [needs] } },
    });
    const services = { checkout: promising('serch'), search: promising('chekout') };
    expect(faultsOf({ ...scalables({ needs: { 'web-O': {}, 'wed-0': {} } }), services })).toEqual([
      expect.stringContaining('no scalable "web-O" is configured; did you mean web-0'),
      expect.stringContaining('no scalable "wed-0" is configured; did you mean web-0'),
      expect.stringContaining('did you mean "search"?'),
      expect.stringContaining('did you mean "checkout"?'),
    ]);
  });

  it('among which is a share where a percentage is asked for', () => {
    expect(faultsOf({ objectives: { checkout: { availability: 0.999 } } }).join()).toContain('write 99.9 for 99.9 %');
  });

  it('of which a config that is right has none', () => {
    expect(faultsOf(scalables({}))).toEqual([]);
  });
});

describe('who writes a name with a letter too many is told which is meant', () => {
  const meant = (name: string) => `did you mean "${name}"`;

  it.each(settingNames)('as the setting %s', (name) => {
    expect(faultsOf({ ...scalables({}), [mistyped(name)]: 1 }).join()).toContain(meant(name));
  });

  it.each(Object.keys(scalableSchema.shape))('as the field %s of a scalable', (name) => {
    expect(faultsOf(scalables({ [mistyped(name)]: 1 })).join()).toContain(meant(name));
  });

  it.each(['on', 'off', 'recommend', 'scale-out-only'])('as the mode %s', (mode) => {
    expect(faultsOf(scalables({ mode: mistyped(mode) })).join()).toContain(meant(mode));
  });

  it.each(
    Object.entries(policySchemas).flatMap(([kind, { shape }]) => Object.keys(shape).map((field) => [kind, field])),
  )('as in a policy of the kind %s its field %s', (kind, field) => {
    const policies = [{ kind, [mistyped(field ?? '')]: 1 }];
    expect(faultsOf(scalables({ policies })).join('\n')).toContain(meant(field ?? ''));
  });

  it.each([
    ...Object.keys(targetKinds).map((kind) => [kind, (name: string) => scalables({ target: { kind: name } })] as const),
    ...Object.keys(policySchemas).map(
      (kind) => [kind, (name: string) => scalables({ policies: [{ kind: name }] })] as const,
    ),
    ...Object.keys(sourceKinds).map(
      (kind) => [kind, (name: string) => scalables({ readings: { load: { parts: [{ kind: name }] } } })] as const,
    ),
    ...Object.keys(cdnSchemas).map(
      (kind) => [kind, (name: string) => ({ purges: { site: { cdn: { kind: name } } } })] as const,
    ),
    ...Object.keys(shardKinds).map(
      (kind) => [kind, (name: string) => ({ keyspaces: { orders: { shards: { a: { kind: name } } } } })] as const,
    ),
  ])('as the kind %s', (kind, config) => {
    expect(faultsOf(config(mistyped(kind))).join('\n')).toContain(meant(kind));
  });
});
