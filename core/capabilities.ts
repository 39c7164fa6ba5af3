import type { Card } from './card.ts';
import { type CapabilityName, type ConfiguredCapability, isCapabilityName } from './model/capability-name.ts';

/** What a capability is: its card, and how the config of one of its subjects is read where people configure such. */
type Capability<Name extends CapabilityName> = {
  card(): Promise<Card>;
} & (Name extends ConfiguredCapability ? { parse(): Promise<(name: string, input: unknown) => object> } : object);

/** Each is read when it is first asked for, so that nobody reads what it does not use. */
const capabilities = {
  scaling: {
    card: async () => (await import('./scaling/card.ts')).card,
    parse: async () => (await import('./scaling/config/parse-scalable.ts')).parseScalable,
  },
  balancing: {
    card: async () => (await import('./balancing/card.ts')).card,
    parse: async () => (await import('./balancing/config/parse-balance.ts')).parseBalance,
  },
  purging: {
    card: async () => (await import('./purging/card.ts')).card,
    parse: async () => (await import('./purging/config/parse-purge.ts')).parsePurge,
  },
  sharding: {
    card: async () => (await import('./sharding/card.ts')).card,
    parse: async () => (await import('./sharding/config/parse-keyspace.ts')).parseKeyspace,
  },
  moving: { card: async () => (await import('./sharding/moving/card.ts')).card },
} satisfies { readonly [Name in CapabilityName]: Capability<Name> };

/** The whole config of one subject of a capability. */
export type ConfigOf<Name extends ConfiguredCapability> = ReturnType<
  Awaited<ReturnType<(typeof capabilities)[Name]['parse']>>
>;

type Parse<Config> = (name: string, input: unknown) => Config;
const configured: { readonly [Name in ConfiguredCapability]: { parse(): Promise<Parse<ConfigOf<Name>>> } } =
  capabilities;

/** The card of a capability by its name as an entry has it; null where this release knows none of that name. */
export async function cardOf(capability: string): Promise<Card | null> {
  return isCapabilityName(capability) ? capabilities[capability].card() : null;
}

/** Reads the config of one subject. Rejects with `InvalidInput` naming the field, the value and the fix. */
export async function parseConfig<Name extends ConfiguredCapability>(
  capability: Name,
  name: string,
  input: unknown,
): Promise<ConfigOf<Name>> {
  const parse = await configured[capability].parse();
  return parse(name, input);
}

/** What is said of an entry that no card can tell. */
export const unknownCapability = 'of a capability that this release does not know';
