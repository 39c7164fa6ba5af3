import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { configStore } from '../../../adapters/subjects.ts';
import { parseConfig } from '../../../core/capabilities.ts';
import { type ConfiguredCapability, configuredCapabilities, nounOf } from '../../../core/model/capability-name.ts';
import { type ConfigWorld, configResource } from '../../../functions/config-writer/config-resource.ts';
import { aScalableInput } from '../../fixtures.ts';
import { rigOf } from '../../laws/capability-rig.ts';

function recordingWorld() {
  const calls: unknown[] = [];
  const world: ConfigWorld = {
    parse: parseConfig,
    store: async (capability) => ({
      put: async (config, owner, claiming) =>
        void calls.push(['put', capability, config, owner, claiming?.what ?? null]),
      delete: async (name, owner, claim) => void calls.push(['delete', capability, name, owner, claim ?? null]),
    }),
  };
  return { calls, resource: configResource(world, own) };
}

const own = { account: '111122223333', region: 'eu-west-1' };

/** What is written of some of the examples. */
const written: Partial<Record<ConfiguredCapability, object>> = {
  scaling: { scalable: 'checkout/web', bounds: { min: 2, max: 20 } },
  balancing: { balance: 'checkout/web', mode: 'on' },
  purging: { purge: 'site', cdn: { kind: 'cloudfront', distributionId: 'E1', tenantId: null } },
  sharding: { keyspace: 'shop', bits: 8 },
};

describe('the config of a stack', () => {
  it.each(configuredCapabilities)(
    'is written in the name of the stack, and taken away by the id it got: %s',
    async (capability) => {
      const { calls, resource } = recordingWorld();
      const { name, config } = rigOf(capability).example;
      const properties = { ServiceToken: 'function', capability, name, config: JSON.stringify(config) };
      const id = await resource.write(properties, 'stack');
      const [subject, claim = null] = id.split('#');
      expect(subject).toBe(`${capability}/${name}`);
      await resource.remove(id, 'stack', {});
      const parsed = expect.objectContaining({ [nounOf(capability)]: name, ...written[capability] });
      expect(calls).toEqual([
        ['put', capability, parsed, 'stack', claim && expect.stringContaining('the ')],
        ['delete', capability, name, 'stack', claim],
      ]);
      calls.length = 0;
      // CloudFormation makes up the id of what it was not answered.
      await resource.remove('Service-Config-1ABC', 'stack', properties);
      expect(calls).toEqual([['delete', capability, name, 'stack', claim]]);
    },
  );

  it('has another id than that of another capability by the same name', async () => {
    const { resource } = recordingWorld();
    const ids = (['scaling', 'balancing'] as const).map((capability) => {
      const { name, config } = rigOf(capability).example;
      return resource.write({ capability, name, config: JSON.stringify(config) }, 'stack');
    });
    expect(new Set(await Promise.all(ids)).size).toBe(2);
  });

  it('of a keyspace is refused, and its removal is none, where the deployment has no table of them', async () => {
    const ledger = { client: new DynamoDBClient({ region: 'eu-west-1' }), tableName: 'headroom', random: () => 0 };
    const store: ConfigWorld['store'] = (capability) => configStore(capability, { ledger, keyspaces: null });
    const resource = configResource({ parse: parseConfig, store }, own);
    const { name, config } = rigOf('sharding').example;
    const write = resource.write({ capability: 'sharding', name, config: JSON.stringify(config) }, 'stack');
    await expect(write).rejects.toThrow('keyspace: this deployment has no table of keyspaces');
    await expect(resource.remove('sharding/shop', 'stack', {})).resolves.toBeUndefined();
  });

  it.each([
    ['capability: is not text', { name: 'a', config: '{}' }],
    [
      'capability: "sleepwalking" is not a capability that this release writes',
      { capability: 'sleepwalking', name: 'a', config: '{}' },
    ],
    [
      'capability: "moving" is not a capability that this release writes',
      { capability: 'moving', name: 'a', config: '{}' },
    ],
    ['capability: "toString" is not a capability', { capability: 'toString', name: 'a', config: '{}' }],
    ['name: is not text', { capability: 'scaling', config: '{}' }],
    [
      'besides: is not a list of texts',
      { capability: 'scaling', name: 'a', config: JSON.stringify(aScalableInput), besides: 'b' },
    ],
    ['config: is not a JSON object', { capability: 'scaling', name: 'a', config: '[1]' }],
    ['config: is not a JSON object', { capability: 'scaling', name: 'a', config: '{' }],
    ['config: is not text', { capability: 'scaling', name: 'a', config: { bounds: { min: '1' } } }],
    ['policies', { capability: 'scaling', name: 'a', config: JSON.stringify({ ...aScalableInput, policies: [] }) }],
  ])('is refused with "%s ..." where it is none, and nothing is written', async (message, properties) => {
    const { calls, resource } = recordingWorld();
    await expect(resource.write(properties, 'stack')).rejects.toThrow(message);
    expect(calls).toEqual([]);
  });

  it('is not taken away by an id that names no capability', async () => {
    const { calls, resource } = recordingWorld();
    await expect(resource.remove('sleepwalking/checkout/web', 'stack', {})).rejects.toThrow('capability: is not text');
    expect(calls).toEqual([]);
  });
});
