import { expect, it } from 'vitest';
import type { BalanceConfig } from '../../../core/balancing/config/balance.ts';
import type { PurgeConfig } from '../../../core/purging/config/purge.ts';
import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import type { KeyspaceConfig } from '../../../core/sharding/config/keyspace.ts';
import { configResource } from '../../../functions/config-writer/config-resource.ts';
import { aBalanceInput } from '../../core/balancing/fleet.ts';
import { aScalableInput } from '../../fixtures.ts';

function recordingWriter(hasKeyspaces = true) {
  const calls: unknown[] = [];
  const putConfig = async (config: ScalableConfig, owner?: string) =>
    void calls.push(['put', config.scalable, config.bounds, owner]);
  const deleteConfig = async (scalable: string, owner?: string) => void calls.push(['delete', scalable, owner]);
  const putBalance = async ({ balance, mode }: BalanceConfig, owner: string) =>
    void calls.push(['put balance', balance, mode, owner]);
  const deleteBalance = async (balance: string, owner: string) => void calls.push(['delete balance', balance, owner]);
  const putPurge = async ({ purge, cdn }: PurgeConfig, owner: string) =>
    void calls.push(['put purge', purge, cdn, owner]);
  const deletePurge = async (purge: string, owner: string) => void calls.push(['delete purge', purge, owner]);
  const putKeyspace = async ({ keyspace, bits }: KeyspaceConfig, owner: string) =>
    void calls.push(['put keyspace', keyspace, bits, owner]);
  const deleteKeyspace = async (keyspace: string, owner: string) =>
    void calls.push(['delete keyspace', keyspace, owner]);
  const resource = configResource(
    { putConfig, deleteConfig },
    { putBalance, deleteBalance },
    { putPurge, deletePurge },
    hasKeyspaces ? { putKeyspace, deleteKeyspace } : null,
  );
  return { calls, resource };
}

it('writes the config that a stack gives it as JSON text, in the name of the stack', async () => {
  const { calls, resource } = recordingWriter();
  const properties = { ServiceToken: 'function', scalable: 'checkout/web', config: JSON.stringify(aScalableInput) };
  expect(await resource.write(properties, 'stack')).toBe('checkout/web');
  expect(calls).toEqual([['put', 'checkout/web', { min: 2, max: 20 }, 'stack']]);
});

it('writes the config of a balance, and takes it away by the id that it gave it', async () => {
  const { calls, resource } = recordingWriter();
  const id = await resource.write({ balance: 'checkout/web', config: JSON.stringify(aBalanceInput()) }, 'stack');
  await resource.remove(id, 'stack');
  expect(calls).toEqual([
    ['put balance', 'checkout/web', 'on', 'stack'],
    ['delete balance', 'checkout/web', 'stack'],
  ]);
});

it('writes the config of a purge, and takes it away by the id that it gave it', async () => {
  const { calls, resource } = recordingWriter();
  const cdn = { kind: 'cloudfront', distributionId: 'E1' };
  const id = await resource.write({ purge: 'site', config: JSON.stringify({ cdn }) }, 'stack');
  await resource.remove(id, 'stack');
  expect(calls).toEqual([
    ['put purge', 'site', { ...cdn, tenantId: null }, 'stack'],
    ['delete purge', 'site', 'stack'],
  ]);
});

const shards = { a: { kind: 'dynamodb-table', tableName: 'a' } };

it('writes the config of a keyspace, and takes it away by the id that it gave it', async () => {
  const { calls, resource } = recordingWriter();
  const id = await resource.write({ keyspace: 'shop', config: JSON.stringify({ shards }) }, 'stack');
  await resource.remove(id, 'stack');
  expect(calls).toEqual([
    ['put keyspace', 'shop', 8, 'stack'],
    ['delete keyspace', 'shop', 'stack'],
  ]);
});

it('says what is missing where a deployment without a table of keyspaces is given one', async () => {
  const { resource } = recordingWriter(false);
  const write = resource.write({ keyspace: 'shop', config: JSON.stringify({ shards }) }, 'stack');
  await expect(write).rejects.toThrow('keyspace: this deployment has no table of keyspaces');
  await expect(resource.remove('keyspace#shop', 'stack')).resolves.toBeUndefined();
});

it('takes the config away under the name that it was made with', async () => {
  const { calls, resource } = recordingWriter();
  await resource.remove('checkout/web', 'stack');
  expect(calls).toEqual([['delete', 'checkout/web', 'stack']]);
});

it.each([
  ['scalable: is no text', { config: '{}' }],
  ['config: is no JSON object', { scalable: 'a', config: '[1]' }],
  ['config: is no JSON object', { scalable: 'a', config: '{' }],
  ['config: is no text', { scalable: 'a', config: { bounds: { min: '1' } } }],
  ['policies', { scalable: 'a', config: JSON.stringify({ ...aScalableInput, policies: [] }) }],
])('refuses with "%s ..." what is no config, and writes nothing', async (message, properties) => {
  const { calls, resource } = recordingWriter();
  await expect(resource.write(properties, 'stack')).rejects.toThrow(message);
  expect(calls).toEqual([]);
});
