import type { Finding } from '../model/finding.ts';
import type { IndexingEntry } from './report.ts';

const minuteMs = 60_000;

/** What a look found out about the service of its database, for those who diagnose it; null where it advises no new index. */
export function findingOf({ signal, subject, atMs, observation, decision }: IndexingEntry): Finding | null {
  const seen = observation?.seen ?? null;
  if (signal.dryRun || observation === null || seen === null || decision === null || seen.paying.length === 0)
    return null;
  const [service = subject, ...tier] = subject.split('/');
  const says =
    '{indexes} indexes would take {reductionPercent} % off what its statements cost the planner, the first on {table}; headroom explain {database} prints them';
  const { paying, reductionPercent } = seen;
  return {
    schema: 1,
    id: `index-${subject.replaceAll('/', '_')}`,
    kind: 'index',
    service,
    tier: tier.length === 0 ? null : tier.join('/'),
    because: {
      ...{ says, indexes: paying.length, reductionPercent },
      ...{ table: paying[0]?.table ?? null, database: subject },
    },
    sinceMs: observation.memory.lookedAtMs ?? atMs,
    // One look may be lost.
    untilMs: atMs + 3 * observation.config.lookEveryMinutes * minuteMs,
  };
}
