import type { BalanceWriter } from '../../adapters/ledgers/balance-writer.ts';
import type { SettingsWriter } from '../../adapters/ledgers/settings-writer.ts';
import type { PurgeWriter } from '../../adapters/purges/purge-settings.ts';
import { parseBalance } from '../../core/model/parse-balance.ts';
import { parsePurge } from '../../core/model/parse-purge.ts';
import { parseScalable } from '../../core/model/parse-scalable.ts';
import type { CustomResource } from '../custom-resource.ts';
import { jsonProperty, textProperty } from '../custom-resource-property.ts';

type Scalables = Pick<SettingsWriter, 'putConfig' | 'deleteConfig'>;
type Balances = Pick<BalanceWriter, 'putBalance' | 'deleteBalance'>;

/** Tell the physical ids of balances and of purges from those of scalables, in whose names they cannot be. */
const balancePrefix = 'balance#';
const purgePrefix = 'purge#';

/**
 * The config of one scalable, one balance or one purge as a resource of a stack; its physical id is the scalable's name, or the
 * other's behind a prefix.
 */
export function configResource(scalables: Scalables, balances: Balances, purges: PurgeWriter): CustomResource {
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
      const scalable = textProperty(properties, 'scalable');
      await scalables.putConfig(parseScalable(scalable, config), owner);
      return scalable;
    },
    remove: (id, owner) => {
      if (id.startsWith(purgePrefix)) return purges.deletePurge(id.slice(purgePrefix.length), owner);
      if (!id.startsWith(balancePrefix)) return scalables.deleteConfig(id, owner);
      return balances.deleteBalance(id.slice(balancePrefix.length), owner);
    },
  };
}
