import type { ConfigOf } from '../core/capabilities.ts';
import {
  type CapabilityName,
  type ConfiguredCapability,
  configuredCapabilities,
} from '../core/model/capability-name.ts';
import type { ConfigStore, Subjects } from './table/config-store.ts';
import type { Table } from './table/table.ts';

/** The tables of a deployment. */
export interface Tables {
  readonly ledger: Table;
  /** Null where it shards nothing. */
  readonly keyspaces: Table | null;
}

type Elsewhere = 'sharding';

/** Whose configs are not in the deployment's table. */
const elsewhere: { readonly [Name in Elsewhere]: (tables: Tables) => Promise<ConfigStore<ConfigOf<Name>>> } = {
  sharding: async ({ keyspaces }) => {
    const { keyspaceConfigs, noKeyspaces } = await import('./sharding/map/keyspace-configs.ts');
    return keyspaces === null ? noKeyspaces : keyspaceConfigs(keyspaces);
  },
};

/** Whose subjects nobody configures. */
const unconfigured: {
  readonly [Name in Exclude<CapabilityName, ConfiguredCapability>]: (tables: Tables) => Promise<Subjects>;
} = {
  moving: async ({ keyspaces }) => {
    if (keyspaces === null) return { all: async () => new Map() };
    return (await import('./sharding/map/active-moves.ts')).activeMoves(keyspaces);
  },
};

/** The configs of a capability's subjects. */
export async function configStore<Name extends ConfiguredCapability>(
  capability: Name,
  tables: Tables,
): Promise<ConfigStore<ConfigOf<Name>>> {
  if (capability in elsewhere) return elsewhere[capability as Name & Elsewhere](tables);
  return (await import('./table/owned-configs.ts')).ownedConfigs(tables.ledger, capability);
}

/** The subjects that there are of a capability. */
export async function subjects(capability: CapabilityName, tables: Tables): Promise<Subjects> {
  return isConfigured(capability) ? configStore(capability, tables) : unconfigured[capability](tables);
}

function isConfigured(capability: CapabilityName): capability is ConfiguredCapability {
  return configuredCapabilities.some((one) => one === capability);
}
