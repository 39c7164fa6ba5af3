import { cardOf } from '../../core/capabilities.ts';
import { type CapabilityName, capabilityNames } from '../../core/model/capability-name.ts';
import type { Entry } from '../../core/model/entry.ts';
import { rigOf } from './capability-rig.ts';

/** An entry of a look of each capability, as the ledger gives it back. */
export async function exampleEntries(): Promise<readonly Entry[]> {
  return Promise.all(capabilityNames.map(async (name) => JSON.parse(JSON.stringify(await exampleEntry(name)))));
}

/** The same as it is before it is stored. */
export async function exampleEntry(capability: CapabilityName): Promise<Entry> {
  const observation = await rigOf(capability).observed();
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
