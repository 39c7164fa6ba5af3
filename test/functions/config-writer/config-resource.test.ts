import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { configStores } from '../../../adapters/subjects.ts';
import { configs } from '../../../core/config.ts';
import { configuredCapabilities } from '../../../core/model/capability-name.ts';
import { type ConfigWorld, configResource } from '../../../functions/config-writer/config-resource.ts';
import { aBalanceInput } from '../../core/balancing/fleet.ts';
import { aScalableInput } from '../../fixtures.ts';

function recordingWorld() {
  const calls: unknown[] = [];
  const world: ConfigWorld = {
    parse: async (capability, name, input) => configs[capability](name, input),
    store: async (capability) => ({
      put: async (config, owner) => void calls.push(['put', capability, config, owner]),
      delete: async (name, owner) => void calls.push(['delete', capability, name, owner]),
    }),
  };
  return { calls, resource: configResource(world) };
}

const cdn = { kind: 'cloudfront', distributionId: 'E1' };
const shards = { a: { kind: 'dynamodb-table', tableName: 'a' } };

/** A config of each capability as a stack hands it on, and what of it is written. */
const examples = {
  scaling: {
    name: 'checkout/web',
    config: aScalableInput,
    written: { scalable: 'checkout/web', bounds: { min: 2, max: 20 } },
  },
  balancing: { name: 'checkout/web', config: aBalanceInput(), written: { balance: 'checkout/web', mode: 'on' } },
  purging: { name: 'site', config: { cdn }, written: { purge: 'site', cdn: { ...cdn, tenantId: null } } },
  sharding: { name: 'shop', config: { shards }, written: { keyspace: 'shop', bits: 8 } },
};

describe('the config of a stack', () => {
  it.each(configuredCapabilities)(
    'is written in the name of the stack, and taken away by the id it got: %s',
    async (capability) => {
      const { calls, resource } = recordingWorld();
      const { name, config, written } = examples[capability];
      const properties = { ServiceToken: 'function', capability, name, config: JSON.stringify(config) };
      const id = await resource.write(properties, 'stack');
      expect(id).toBe(`${capability}/${name}`);
      await resource.remove(id, 'stack');
      expect(calls).toEqual([
        ['put', capability, expect.objectContaining(written), 'stack'],
        ['delete', capability, name, 'stack'],
      ]);
    },
  );

  it('has another id than that of another capability by the same name', async () => {
    const { resource } = recordingWorld();
    const ids = (['scaling', 'balancing'] as const).map((capability) => {
      const { name, config } = examples[capability];
      return resource.write({ capability, name, config: JSON.stringify(config) }, 'stack');
    });
    expect(new Set(await Promise.all(ids)).size).toBe(2);
  });

  it('of a keyspace is refused, and its removal is none, where the deployment has no table of them', async () => {
    const ledger = { client: new DynamoDBClient({ region: 'eu-west-1' }), tableName: 'headroom', random: () => 0 };
    const store: ConfigWorld['store'] = (capability) => configStores[capability]({ ledger, keyspaces: null });
    const parse: ConfigWorld['parse'] = async (capability, name, input) => configs[capability](name, input);
    const resource = configResource({ parse, store });
    const write = resource.write({ capability: 'sharding', name: 'shop', config: JSON.stringify({ shards }) }, 'stack');
    await expect(write).rejects.toThrow('keyspace: this deployment has no table of keyspaces');
    await expect(resource.remove('sharding/shop', 'stack')).resolves.toBeUndefined();
  });

  it.each([
    ['capability: is no text', { name: 'a', config: '{}' }],
    [
      'capability: "dreaming" is no capability that this release writes',
      { capability: 'dreaming', name: 'a', config: '{}' },
    ],
    [
      'capability: "moving" is no capability that this release writes',
      { capability: 'moving', name: 'a', config: '{}' },
    ],
    ['capability: "toString" is no capability', { capability: 'toString', name: 'a', config: '{}' }],
    ['name: is no text', { capability: 'scaling', config: '{}' }],
    ['config: is no JSON object', { capability: 'scaling', name: 'a', config: '[1]' }],
    ['config: is no JSON object', { capability: 'scaling', name: 'a', config: '{' }],
    ['config: is no text', { capability: 'scaling', name: 'a', config: { bounds: { min: '1' } } }],
    ['policies', { capability: 'scaling', name: 'a', config: JSON.stringify({ ...aScalableInput, policies: [] }) }],
  ])('is refused with "%s ..." where it is none, and nothing is written', async (message, properties) => {
    const { calls, resource } = recordingWorld();
    await expect(resource.write(properties, 'stack')).rejects.toThrow(message);
    expect(calls).toEqual([]);
  });

  it('is not taken away by an id that names no capability', async () => {
    const { calls, resource } = recordingWorld();
    await expect(resource.remove('dreaming/checkout/web', 'stack')).rejects.toThrow('"dreaming" is no capability');
    expect(calls).toEqual([]);
  });
});
