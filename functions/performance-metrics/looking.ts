import { readBy } from '../../adapters/diagnosing/read-by.ts';
import { dynamoDbServices } from '../../adapters/diagnosing/services.ts';
import { dynamoDbFindings } from '../../adapters/ledger/findings.ts';
import type { Table } from '../../adapters/table/table.ts';
import type { DiagnosisEntry } from '../../core/diagnosing/report.ts';
import { diagnosingScopes } from '../../core/diagnosing/scopes.ts';
import { wholeRoster } from '../../core/looking/plan.ts';
import type { Entries } from '../../core/looking/settle.ts';
import { run } from '../../core/pipeline.ts';
import type { Spine } from '../../core/ports.ts';
import type { Source } from '../../core/readings/series.ts';
import type { Looking } from '../looks.ts';

/** What one invocation works with. */
interface Parts {
  readonly deployment: string;
  readonly table: Table;
  readonly spine: Spine;
  /** Reads what it is asked for in one tick together, so each look has its own. */
  source(): Source;
  hasTime(): boolean;
}

/** Services that are looked at side by side: the readings of one fill a call of CloudWatch, and reckoning takes turns anyhow. */
const chunkSize = 4;

/** One invocation of diagnosing: every tick looks at every service, since it comes seldom. */
export function diagnosingLooking({
  deployment,
  table,
  spine,
  source,
  hasTime,
}: Parts): Looking<DiagnosisEntry, object, Entries<DiagnosisEntry>> {
  const services = dynamoDbServices(table);
  return {
    roster: wholeRoster(diagnosingScopes(deployment), services.names),
    spine,
    mendsItself: false,
    chunkSize,
    hasTime,
    look: () => {
      // Loaded with the first look: what reckons is not a small part of what is read at the start.
      const capability = import('../../core/diagnosing/diagnosing.ts').then(({ diagnosing }) =>
        diagnosing({ service: services.service, read: readBy(source()), findings: dynamoDbFindings(table) }),
      );
      return async ({ subject, signal }, its) => run(await capability, subject, signal, its);
    },
    close: async ({ answer }) => ({ whole: {}, told: [], answer }),
  };
}
