import type { Card } from './card.ts';
import { type CapabilityName, type ConfiguredCapability, isCapabilityName } from './model/capability-name.ts';
import type { Claim } from './model/claim.ts';
import type { Place } from './model/place.ts';

/** What a capability is: its card, and how the config of one of its subjects is read where people configure such. */
type Capability<Name extends CapabilityName> = {
  card(): Promise<Card>;
} & (Name extends ConfiguredCapability ? Configured : object);

interface Configured {
  parse(): Promise<(name: string, input: unknown) => object>;
  /** What a subject has to itself by its config; left out where several may share all that they touch. */
  claim?(): Promise<(config: never, own: Place) => Claim>;
}

/** Each is read when it is first asked for, so that nobody reads what it does not use. */
const capabilities = {
  scaling: {
    card: async () => (await import('./scaling/card.ts')).card,
    parse: async () => (await import('./scaling/config/parse-scalable.ts')).parseScalable,
    claim: async () => (await import('./scaling/config/claim-target.ts')).claimTarget,
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
  diagnosing: {
    card: async () => (await import('./diagnosing/card.ts')).card,
    parse: async () => (await import('./diagnosing/config/parse-service.ts')).parseService,
  },
  indexing: {
    card: async () => (await import('./indexing/card.ts')).card,
    parse: async () => (await import('./indexing/config/parse-database.ts')).parseDatabase,
  },
  moving: { card: async () => (await import('./sharding/moving/card.ts')).card },
} satisfies { readonly [Name in CapabilityName]: Capability<Name> };

/** The whole config of one subject of a capability. */
export type ConfigOf<Name extends ConfiguredCapability> = ReturnType<
  Awaited<ReturnType<(typeof capabilities)[Name]['parse']>>
>;

interface ConfiguredAs<Config> {
  parse(): Promise<(name: string, input: unknown) => Config>;
  claim?(): Promise<(config: Config, own: Place) => Claim>;
}
const configured: { readonly [Name in ConfiguredCapability]: ConfiguredAs<ConfigOf<Name>> } = capabilities;

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

/** What a subject has to itself by its config, where Headroom is at `own`; null where it claims nothing. */
export async function claimOf<Name extends ConfiguredCapability>(
  capability: Name,
  config: ConfigOf<Name>,
  own: Place,
): Promise<Claim | null> {
  const claim = await configured[capability].claim?.();
  return claim === undefined ? null : claim(config, own);
}

/** What is said of an entry that no card can tell. */
export const unknownCapability = 'of a capability that this release does not know';
