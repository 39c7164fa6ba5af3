import type { TableDatabases } from '../../adapters/indexing/databases.ts';
import { findingOf } from '../../core/indexing/finding-of.ts';
import type { Advisor } from '../../core/indexing/ports.ts';
import type { IndexingEntry } from '../../core/indexing/report.ts';
import { indexingScopes } from '../../core/indexing/scopes.ts';
import type { Entries } from '../../core/looking/settle.ts';
import { run } from '../../core/pipeline.ts';
import type { Findings, Spine } from '../../core/ports.ts';
import type { Looking } from '../looks.ts';

/** What one invocation has to work with. */
export interface Parts {
  readonly databases: TableDatabases;
  readonly spine: Spine;
  readonly findings: Pick<Findings, 'put'>;
  /** Asked for with the first look: a tick at which nothing is due loads nothing of it. */
  advisor(): Promise<Advisor>;
  /** Whether there is time for another look. */
  hasTime(): boolean;
}

/** One invocation of the advisor: one database after the other, since each plans hundreds of statements. */
export function indexingLooking(parts: Parts): Looking<IndexingEntry, object, Entries<IndexingEntry>> {
  const { databases, spine, findings, advisor, hasTime } = parts;
  return {
    roster: {
      scopes: indexingScopes,
      all: databases.names,
      watching: databases.due,
      claimFullLook: async () => false,
    },
    spine,
    mendsItself: false,
    chunkSize: 1,
    hasTime,
    look: () => async (planned, its) => {
      const { indexing } = await import('../../core/indexing/indexing.ts');
      const capability = indexing({ databases, advisor: await advisor() });
      return run(capability, planned.subject, planned.signal, its);
    },
    close: async ({ heard, entries, faults, answer }) => {
      for (const entry of entries) {
        const finding = findingOf(entry);
        if (finding !== null) await findings.put(finding);
      }
      return {
        whole: {},
        told: [],
        answer: () => {
          // The schedule that invoked it counts its errors. A dry run tells them: a server that is down holds up no deploy.
          const isSupposed = heard.every(({ said }) => said.signal.dryRun);
          for (const fault of isSupposed ? [] : faults.values()) throw fault;
          return answer();
        },
      };
    },
  };
}
