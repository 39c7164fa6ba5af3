import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import type { ConfigStore } from '../table/config-store.ts';
import { ownedConfigs } from '../table/owned-configs.ts';
import type { Table } from '../table/table.ts';

/** What deployments set of balances. */
export function balanceConfigs(table: Table): ConfigStore<BalanceConfig> {
  return ownedConfigs(table, 'balancing', ({ balance, ...settings }) => ({ name: balance, settings }));
}
