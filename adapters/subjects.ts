import type { ConfigOf } from '../core/config.ts';
import type { CapabilityName, ConfiguredCapability } from '../core/model/capability-name.ts';
import type { ConfigStore, Subjects } from './table/config-store.ts';
import type { Table } from './table/table.ts';

/** The tables of a deployment. */
export interface Tables {
  readonly ledger: Table;
  /** Null where it shards nothing. */
  readonly keyspaces: Table | null;
}

/** Where the configs of each capability are; read when they are first asked for. */
export const configStores: {
  readonly [Name in ConfiguredCapability]: (tables: Tables) => Promise<ConfigStore<ConfigOf<Name>>>;
} = {
  scaling: async ({ ledger }) => (await import('./scaling/scalable-configs.ts')).scalableConfigs(ledger),
  balancing: async ({ ledger }) => (await import('./balancing/balance-configs.ts')).balanceConfigs(ledger),
  purging: async ({ ledger }) => (await import('./purging/purge-configs.ts')).purgeConfigs(ledger),
  sharding: async ({ keyspaces }) => {
    const { keyspaceConfigs, noKeyspaces } = await import('./sharding/map/keyspace-configs.ts');
    return keyspaces === null ? noKeyspaces : keyspaceConfigs(keyspaces);
  },
};

/** The subjects that there are of each capability. */
export const subjects: { readonly [Name in CapabilityName]: (tables: Tables) => Promise<Subjects> } = {
  ...configStores,
  moving: async ({ keyspaces }) => {
    if (keyspaces === null) return { all: async () => new Map() };
    return (await import('./sharding/map/active-moves.ts')).activeMoves(keyspaces);
  },
};
