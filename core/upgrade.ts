import type { Observed } from './capability.ts';
import type { Decision } from './model/decision.ts';
import type { Entry } from './model/entry.ts';
import type { Memory } from './model/memory.ts';
import { upgradeDesired } from './scaling/upgrade.ts';

/** As this release stores it, or as the one before did. */
export type Stored<Item extends { readonly schema: 2 }> = Item | (Omit<Item, 'schema'> & { readonly schema: 1 });

type Upgrade = (desired: unknown) => unknown;

/** How what was wanted by schema 1 is said today, by capability; one that is not here says it as it did. */
const upgrades: Readonly<Record<string, Upgrade | undefined>> = {
  scaling: (desired) => upgradeDesired(desired as number),
};

/** An entry as this release would have written it. The same object where it did. */
export function upgradeEntry(entry: Stored<Entry>): Entry {
  if (entry.schema === 2) return entry;
  const { capability, observation, decision } = entry;
  return {
    ...entry,
    schema: 2,
    observation: upgradeObservation(capability, observation as Observed<unknown> | null),
    decision: decision && upgradeDecision(upgradeOf(capability), decision),
  };
}

/** What is remembered of a subject of this capability as this release would have written it. */
export function upgradeMemory<Kept>(capability: string, memory: Stored<Memory<Kept>>): Memory<Kept> {
  if (memory.schema === 2) return memory;
  const { intention } = memory;
  const desired = upgradeOf(capability)(intention?.desired ?? null);
  return { ...memory, schema: 2, intention: intention && { ...intention, desired } };
}

function upgradeObservation(capability: string, observation: Observed<unknown> | null): unknown {
  if (observation === null) return null;
  return { ...observation, memory: upgradeMemory(capability, observation.memory) };
}

function upgradeDecision(upgrade: Upgrade, decision: Decision<unknown, unknown>): Decision<unknown, unknown> {
  return {
    ...decision,
    desired: upgrade(decision.desired),
    change: upgrade(decision.change),
    reasons: decision.reasons.map((reason) => ({ ...reason, desired: upgrade(reason.desired) })),
  };
}

/** Null stays null: nothing was wanted. */
function upgradeOf(capability: string): Upgrade {
  const upgrade = upgrades[capability];
  return (desired) => (desired === null || upgrade === undefined ? desired : upgrade(desired));
}
