import type { PurgeConfig } from '../../core/purging/config/purge.ts';
import type { ConfigStore } from '../table/config-store.ts';
import { ownedConfigs } from '../table/owned-configs.ts';
import type { Table } from '../table/table.ts';

/** What deployments set of purges. */
export function purgeConfigs(table: Table): ConfigStore<PurgeConfig> {
  return ownedConfigs(table, 'purging', ({ purge, ...settings }) => ({ name: purge, settings }));
}
