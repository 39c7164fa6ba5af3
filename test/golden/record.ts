import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { cardOf } from '../../core/capabilities.ts';
import type { Observed } from '../../core/capability.ts';
import { run } from '../../core/pipeline.ts';
import type { Spine } from '../../core/ports.ts';
import manifest from '../../package.json' with { type: 'json' };
import { scenes } from './scenes.ts';

/**
 * Records an entry for each scene that has none yet of today's version and schema: `node test/golden/record.ts`. What was
 * recorded once is never recorded again: a later release has to decide it alike, or say in its changelog why not and
 * delete the file.
 */
const { version } = manifest;

for (const [name, { capability, observation }] of Object.entries(scenes)) {
  const { atMs, subject } = observation;
  const card = await cardOf(capability);
  if (card === null) throw new Error(`${name}: there is no card of ${capability}`);
  const spine: Spine = { ledger: memoryLedger(), clock: { nowMs: () => atMs }, newId: () => name, leaseMs: 60_000 };
  const recorded = {
    name: capability,
    observe: async () => observation as Observed<unknown>,
    decide: (seen: Observed<unknown>) => card.decide(seen),
    act: async () => ({ is: 'applied', because: null }) as const,
  };
  const signal = { kind: 'manual', id: name, atMs, dryRun: false, capability, subject } as const;
  const entry = await run(recorded, subject, signal, spine);
  try {
    const path = join(import.meta.dirname, `${version}-schema-${entry.schema}-${name}.json`);
    writeFileSync(path, `${JSON.stringify(entry, null, 2)}\n`, { flag: 'wx' });
    console.log(`recorded ${path}`);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  }
}
