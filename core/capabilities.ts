import type { Card } from './card.ts';
import { type CapabilityName, isCapabilityName } from './model/capability-name.ts';

/** What each capability is; read when it is first asked for, so that nobody reads what it does not use. */
const capabilities: { readonly [Name in CapabilityName]: () => Promise<Card> } = {
  scaling: async () => (await import('./scaling/card.ts')).card,
  balancing: async () => (await import('./balancing/card.ts')).card,
  purging: async () => (await import('./purging/card.ts')).card,
  sharding: async () => (await import('./sharding/card.ts')).card,
  moving: async () => (await import('./sharding/moving/card.ts')).card,
};

/** The card of a capability by its name as an entry has it; null where this release knows none of that name. */
export async function cardOf(capability: string): Promise<Card | null> {
  return isCapabilityName(capability) ? capabilities[capability]() : null;
}

/** What is said of an entry that no card can tell. */
export const unknownCapability = 'of a capability that this release does not know';
