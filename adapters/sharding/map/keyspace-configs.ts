import { InvalidInput, Refusal } from '../../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../../core/sharding/config/keyspace.ts';
import { number } from '../../table/attributes.ts';
import type { ConfigStore } from '../../table/config-store.ts';
import { configTexts } from '../../table/config-texts.ts';
import { toJsonText } from '../../table/json-text.ts';
import { tellStack } from '../../table/owner.ts';
import { busy, patiently } from '../../table/patiently.ts';
import { leavePlace, takePlace } from '../../table/places.ts';
import { readPlace, writePlace } from '../../table/stored-places.ts';
import type { Table } from '../../table/table.ts';
import { transact } from '../../table/transact.ts';
import { headKey, keyspacesPartition } from './keyspace-items.ts';

/**
 * What deployments set of keyspaces. A config whose map has other bits is refused, and one that goes leaves map, slots and
 * moves: what they name still holds data.
 */
export function keyspaceConfigs(table: Table): ConfigStore<KeyspaceConfig> {
  return {
    all: () => configTexts(table, keyspacesPartition),
    put: (config, owner) => put(table, config, owner),
    delete: (keyspace, owner) => remove(table, keyspace, owner),
  };
}

/** Those of a deployment that shards nothing. */
export const noKeyspaces: ConfigStore<KeyspaceConfig> = {
  all: async () => new Map(),
  put: async () => {
    const says = 'this deployment has no table of keyspaces; deploy it with headroom.shard(...)';
    throw new InvalidInput('keyspace', says);
  },
  delete: async () => {},
};

async function put(table: Table, { keyspace, ...settings }: KeyspaceConfig, owner: string): Promise<void> {
  const what = `configure ${keyspace}`;
  const mine = { owner, config: toJsonText(`the config of ${keyspace}`, settings), claim: null };
  return patiently<void>(table, what, async () => {
    const before = await readPlace(table, 'sharding', keyspace);
    const place = takePlace(before.stored, mine);
    if (place === null) throw elsewhere(keyspace, before.stored?.owner ?? '');
    const written = await transact(table, what, [
      writePlace(table, 'sharding', keyspace, before, place),
      { ConditionCheck: { TableName: table.tableName, Key: headKey(keyspace), ...mappedAs(settings) } },
    ]);
    if (written === 'written') return;
    if (written.at === 0) return busy;
    const { bits, seed } = settings;
    const says = `the map of "${keyspace}" has other bits or another seed than ${bits} and ${seed}, and neither may ever change`;
    throw new Refusal(`${says}; put back what they were, or make another keyspace`);
  });
}

function elsewhere(keyspace: string, owner: string): Refusal {
  const says = `"${keyspace}" is configured elsewhere already, by ${tellStack(owner)}`;
  return new Refusal(`${says}; rename it, or remove it there first`);
}

/** That there is no map yet, or one with the same hash and number of slots. */
const mappedAs = ({ bits, seed }: Pick<KeyspaceConfig, 'bits' | 'seed'>) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR (bits = :bits AND seed = :seed)',
  ExpressionAttributeValues: { ':bits': number(bits), ':seed': number(seed) },
});

/** What another resource of the stack had configured before holds again, as where a deploy is rolled back. */
async function remove(table: Table, keyspace: string, owner: string): Promise<void> {
  const what = `remove ${keyspace}`;
  return patiently<void>(table, what, async () => {
    const before = await readPlace(table, 'sharding', keyspace);
    if (before.stored === null) return;
    const place = leavePlace(before.stored, owner, null);
    if (place === before.stored) return;
    const written = await transact(table, what, [writePlace(table, 'sharding', keyspace, before, place)]);
    if (written !== 'written') return busy;
  });
}
