import { cardOf } from '../../core/capabilities.ts';
import type { Observed } from '../../core/capability.ts';
import { type CapabilityName, capabilityNames } from '../../core/model/capability-name.ts';
import type { Entry } from '../../core/model/entry.ts';
import { blankMemory } from '../../core/model/memory.ts';
import { purging } from '../../core/purging/purging.ts';
import { newMove } from '../../core/sharding/moving/new-move.ts';
import { sharding } from '../../core/sharding/planning/sharding.ts';
import { aLook } from '../core/balancing/fleet.ts';
import { AWorld } from '../core/purging/a-world.ts';
import { aKeyspace } from '../core/sharding/a-keyspace.ts';
import { anObservation, noonMs } from '../fixtures.ts';

const nothing = { ...blankMemory };

/** What a look of each capability may have seen; a capability without a line does not compile. */
const observed: { readonly [Name in CapabilityName]: () => Promise<Observed<unknown>> } = {
  scaling: async () => anObservation(),
  balancing: async () => aLook(),
  purging: async () => {
    const world = new AWorld();
    world.wait(['/a', '/docs/*']);
    return purging(world.world).observe('site', nothing, world.nowMs);
  },
  sharding: async () => {
    const world = await aKeyspace([40, 10, 10, 10, 5, 5, 5, 5], { mode: 'on' }, noonMs);
    return sharding(world).observe('shop', nothing, noonMs);
  },
  moving: async () => {
    const move = newMove({ id: 'm1', keyspace: 'shop', slot: 7, from: 'a', to: 'b', epoch: 12, requestedAtMs: 0 });
    const fences = { source: null, target: null };
    return { subject: 'shop/m1', atMs: noonMs, memory: nothing, move, fences, staleMs: 8_000 };
  },
};

/** An entry of a look of each capability, as the ledger gives it back. */
export async function exampleEntries(): Promise<readonly Entry[]> {
  return Promise.all(capabilityNames.map(async (name) => JSON.parse(JSON.stringify(await exampleEntry(name)))));
}

/** The same as it is before it is stored. */
export async function exampleEntry(capability: CapabilityName): Promise<Entry> {
  const observation = await observed[capability]();
  const { subject, atMs } = observation;
  return {
    schema: 2,
    id: `${String(atMs).padStart(15, '0')}-example`,
    capability,
    subject,
    atMs,
    signal: { kind: 'tick', id: 't', atMs: null, dryRun: false },
    observation,
    decision: (await cardOf(capability))?.decide(observation) ?? null,
    outcome: { is: 'unchanged', because: null },
  };
}
