import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { ConfigStore } from '../table/config-store.ts';
import { ownedConfigs } from '../table/owned-configs.ts';
import type { Table } from '../table/table.ts';

/** What deployments set of scalables. */
export function scalableConfigs(table: Table): ConfigStore<ScalableConfig> {
  return ownedConfigs(table, 'scaling', ({ scalable, ...settings }) => ({ name: scalable, settings }));
}
