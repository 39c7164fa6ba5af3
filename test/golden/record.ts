import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { deciders } from '../../cli/deciders.ts';
import type { Observed } from '../../core/capability.ts';
import { run } from '../../core/pipeline.ts';
import type { Spine } from '../../core/ports.ts';
import { scenes } from './scenes.ts';

/**
 * Records an entry for each scene that has none yet: `node test/golden/record.ts`. What was recorded once is never
 * recorded again: a later release has to decide it alike, or say in its changelog why not and delete the file.
 */
for (const [name, { capability, observation }] of Object.entries(scenes)) {
  const { atMs, subject } = observation;
  const spine: Spine = { ledger: memoryLedger(), clock: { nowMs: () => atMs }, newId: () => name, leaseMs: 60_000 };
  const recorded = {
    name: capability,
    observe: async () => observation as Observed<unknown>,
    decide: (seen: Observed<unknown>) => deciders[capability](seen as never),
    act: async () => ({ is: 'applied', because: null }) as const,
  };
  const signal = { kind: 'manual', id: name, atMs, dryRun: false, capability, subject } as const;
  const entry = await run(recorded, subject, signal, spine);
  try {
    const path = join(import.meta.dirname, `0.1.0-${name}.json`);
    writeFileSync(path, `${JSON.stringify(entry, null, 2)}\n`, { flag: 'wx' });
    console.log(`recorded ${path}`);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  }
}
