import type { BalanceWriter } from '../../adapters/ledgers/balance-writer.ts';
import type { SettingsWriter } from '../../adapters/ledgers/settings-writer.ts';
import { parseBalance } from '../../core/model/parse-balance.ts';
import { parseScalable } from '../../core/model/parse-scalable.ts';
import type { CustomResource } from '../custom-resource.ts';
import { jsonProperty, textProperty } from '../custom-resource-property.ts';

type Scalables = Pick<SettingsWriter, 'putConfig' | 'deleteConfig'>;
type Balances = Pick<BalanceWriter, 'putBalance' | 'deleteBalance'>;

/** Tells the physical ids of balances from those of scalables, in whose names it cannot be. */
const balancePrefix = 'balance#';

/**
 * The config of one scalable or of one balance as a resource of a stack; its physical id is the scalable's name, or the
 * balance's behind a prefix.
 */
export function configResource(scalables: Scalables, balances: Balances): CustomResource {
  return {
    async write(properties, owner) {
      const config = jsonProperty(properties, 'config');
      if (properties.balance !== undefined) {
        const balance = textProperty(properties, 'balance');
        await balances.putBalance(parseBalance(balance, config), owner);
        return `${balancePrefix}${balance}`;
      }
      const scalable = textProperty(properties, 'scalable');
      await scalables.putConfig(parseScalable(scalable, config), owner);
      return scalable;
    },
    remove: (id, owner) => {
      if (!id.startsWith(balancePrefix)) return scalables.deleteConfig(id, owner);
      return balances.deleteBalance(id.slice(balancePrefix.length), owner);
    },
  };
}
