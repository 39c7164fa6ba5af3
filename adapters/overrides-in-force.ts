import type { CapabilityName } from '../core/model/capability-name.ts';
import type { InForce, Overrides } from '../core/model/set-by-hand.ts';
import { isUnreadable, type UnreadableOverride } from '../core/model/unreadable-override.ts';
import { once } from './aws/once.ts';
import type { Table } from './table/table.ts';

/** What people have set of a subject and is in force at a time, or cannot be read. */
type InForceAt = (subject: string, atMs: number) => Promise<Overrides>;

/** Each capability whose subjects people override; the others are not here. */
const readers: { readonly [Name in CapabilityName]?: (table: Table) => Promise<InForceAt> } = {
  scaling: async (table) => {
    const { dynamoDbSettings } = await import('./scaling/settings.ts');
    const { inForce } = await import('../core/scaling/overrides-beside.ts');
    const settings = dynamoDbSettings(table);
    return async (subject, atMs) => told(await settings.overrides(subject, atMs), inForce);
  },
  balancing: async (table) => {
    const { dynamoDbBalances } = await import('./balancing/balance-settings.ts');
    const { inForce } = await import('../core/balancing/overrides-beside.ts');
    const settings = dynamoDbBalances(table);
    return async (subject, atMs) => told(await settings.overrides(subject, atMs), inForce);
  },
};

/** Reads what people have set of the subjects of any capability; each capability's is read once. */
export function overridesInForce(
  table: Table,
): (capability: CapabilityName, subject: string, atMs: number) => Promise<Overrides> {
  const made = new Map(
    Object.entries(readers).map(([capability, reader]) => [capability, once(() => reader(table))] as const),
  );
  return async (capability, subject, atMs) => {
    const reader = made.get(capability);
    return reader === undefined ? [] : (await reader())(subject, atMs);
  };
}

function told<Override extends { readonly kind: string }>(
  overrides: readonly (Override | UnreadableOverride)[],
  inForce: (override: Override) => InForce,
): Overrides {
  return overrides.map((one) => (isUnreadable(one) ? one : inForce(one as Override)));
}
