import type { BalanceWriter } from '../../adapters/balancing/balance-writer.ts';
import type { PurgeWriter } from '../../adapters/purging/purge-settings.ts';
import type { SettingsWriter } from '../../adapters/scaling/settings-writer.ts';
import type { KeyspaceWriter } from '../../adapters/sharding/map/keyspace-writer.ts';
import { parseBalance } from '../../core/balancing/config/parse-balance.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { parsePurge } from '../../core/purging/config/parse-purge.ts';
import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import { parseKeyspace } from '../../core/sharding/config/parse-keyspace.ts';
import type { CustomResource } from '../custom-resource.ts';
import { jsonProperty, textProperty } from '../custom-resource-property.ts';

type Scalables = Pick<SettingsWriter, 'putConfig' | 'deleteConfig'>;
type Balances = Pick<BalanceWriter, 'putBalance' | 'deleteBalance'>;

/** Tell the physical ids of balances, purges and keyspaces from those of scalables, in whose names they cannot be. */
const balancePrefix = 'balance#';
const purgePrefix = 'purge#';
const keyspacePrefix = 'keyspace#';

/**
 * The config of one scalable, one balance, one purge or one keyspace as a resource of a stack; its physical id is the
 * scalable's name, or the other's behind a prefix. `keyspaces` is null where the deployment has no table for them.
 */
export function configResource(
  scalables: Scalables,
  balances: Balances,
  purges: PurgeWriter,
  keyspaces: KeyspaceWriter | null,
): CustomResource {
  const sharded = () => {
    if (keyspaces !== null) return keyspaces;
    throw new InvalidInput(
      'keyspace',
      'this deployment has no table of keyspaces; deploy it with its Shards construct',
    );
  };
  return {
    async write(properties, owner) {
      const config = jsonProperty(properties, 'config');
      if (properties.balance !== undefined) {
        const balance = textProperty(properties, 'balance');
        await balances.putBalance(parseBalance(balance, config), owner);
        return `${balancePrefix}${balance}`;
      }
      if (properties.purge !== undefined) {
        const purge = textProperty(properties, 'purge');
        await purges.putPurge(parsePurge(purge, config), owner);
        return `${purgePrefix}${purge}`;
      }
      if (properties.keyspace !== undefined) {
        const keyspace = textProperty(properties, 'keyspace');
        await sharded().putKeyspace(parseKeyspace(keyspace, config), owner);
        return `${keyspacePrefix}${keyspace}`;
      }
      const scalable = textProperty(properties, 'scalable');
      await scalables.putConfig(parseScalable(scalable, config), owner);
      return scalable;
    },
    remove: async (id, owner) => {
      if (id.startsWith(keyspacePrefix)) return keyspaces?.deleteKeyspace(id.slice(keyspacePrefix.length), owner);
      if (id.startsWith(purgePrefix)) return purges.deletePurge(id.slice(purgePrefix.length), owner);
      if (!id.startsWith(balancePrefix)) return scalables.deleteConfig(id, owner);
      return balances.deleteBalance(id.slice(balancePrefix.length), owner);
    },
  };
}
