import type { Capability } from '../capability.ts';
import { decide } from './decide.ts';
import { underWay } from './next-step.ts';
import type { IndexStep, Kept, Observation } from './observation.ts';
import type { Advisor, Databases } from './ports.ts';

/** What looks at databases touch. */
export interface IndexingWorld {
  readonly databases: Pick<Databases, 'config'>;
  readonly advisor: Advisor;
}

/** Which indexes pay: the statements that ran are tried beside indexes that are only thought of. */
export function indexing({ databases, advisor }: IndexingWorld): Capability<Observation, readonly IndexStep[], Kept> {
  return {
    name: 'indexing',
    observe: async (subject, memory, atMs) => {
      const config = await databases.config(subject);
      const { kept } = memory;
      const before = kept === null ? null : { counts: kept.counts, atMs: kept.countedAtMs };
      const work = config.mode === 'on' ? await advisor.work(config, atMs) : null;
      const isBusy = work !== null && underWay(work) !== null;
      const seen = config.mode === 'off' || isBusy ? null : await advisor.look(config, before);
      return { subject, atMs, memory, config, seen, work };
    },
    decide,
    act: async ({ config, atMs }, [step], term) => {
      if (step === undefined) return { is: 'unchanged', because: null };
      return advisor.act(config, step, term, atMs);
    },
  };
}
