import type { Report } from '../looking/report.ts';
import { faultOf } from '../looking/settle.ts';
import type { News } from '../looking/sink.ts';
import type { Entry } from '../model/entry.ts';
import type { IndexStep, Kept, Observation } from './observation.ts';

export type IndexingEntry = Entry<Observation, readonly IndexStep[], Kept>;

/** How looks at databases are told and counted. */
export const indexingReport: Report<IndexingEntry, object> = {
  capability: 'indexing',
  facts: (entry) => ({
    statements: entry?.observation?.seen?.statements ?? null,
    advised: entry?.decision?.desired.length ?? null,
  }),
  news: (entry) => (isNew(entry) ? advised(entry) : null),
  counts: {
    /** Looks at databases. */
    IndexLooks: { unit: 'Count', sum: () => 1 },
    /** Indexes that are advised to be made or dropped. */
    IndexesAdvised: { unit: 'Count', sum: ({ entry }) => entry?.decision?.desired.length ?? 0 },
    /** Looks at databases that ended in failure. */
    IndexLookFailures: { unit: 'Count', sum: (looked) => (faultOf(looked) === null ? 0 : 1) },
  },
};

/** Whether something else is advised than at the look before. */
function isNew({ signal, observation, decision }: IndexingEntry): boolean {
  const before = observation?.memory.kept?.told ?? '';
  return !signal.dryRun && decision !== null && decision.keep.told !== before;
}

/** Texts of statements stay in the entry: an event may be read by others. */
function advised({ id, subject, observation, decision }: IndexingEntry): News {
  const steps = decision?.desired ?? [];
  const detail = {
    database: subject,
    create: steps.flatMap((step) => (step.do === 'create' ? [{ server: step.server, sql: step.sql }] : [])),
    drop: steps.flatMap((step) =>
      step.do === 'drop' ? [{ server: step.server, name: step.name, is: step.is, sql: step.sql }] : [],
    ),
    reductionPercent: observation?.seen?.reductionPercent ?? null,
    entry: id,
  };
  return { title: 'Index Advised', detail, atMs: null };
}
