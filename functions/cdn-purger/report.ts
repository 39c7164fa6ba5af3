import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { mask } from '../../core/because-of.ts';
import { tell } from '../../core/model/reason.ts';
import type { PurgeEntry, Served } from './serve.ts';
import { spendOf } from './spend-of.ts';

/** Tells the log of each look, and counts what was done. */
export function report({ entries, refused, faults }: Served, log: Logger, metrics: Metrics): void {
  for (const [messageId, error] of faults) log.error(error.message, { correlation_id: messageId });
  for (const one of refused) log.warn('an item was refused', { ...one, item: mask(one.item.slice(0, 200)) });
  for (const entry of entries) log.info(lineOf(entry));
  const real = entries.filter(({ signal }) => !signal.dryRun);
  const count = (name: string, of: (entry: PurgeEntry) => number) =>
    metrics.addMetric(
      name,
      'Count',
      real.reduce((sum, entry) => sum + of(entry), 0),
    );
  metrics.addMetric('PurgeItemsRefused', 'Count', refused.length + refusedLater(real));
  count('PurgesFailed', ({ outcome }) => (outcome?.is === 'failed' ? 1 : 0));
  count('PurgeItems', (entry) => (entry.outcome?.is === 'applied' ? itemsOf(entry) : 0));
  count('PurgesPending', ({ observation }) => observation?.pending.count ?? 0);
  count('PurgesInProgress', ({ decision }) => decision?.keep.inProgress.length ?? 0);
  count('PurgeItemsThisMonth', ({ decision }) => decision?.keep.itemsThisMonth ?? 0);
  metrics.addMetric('PurgeAgeSeconds', 'Seconds', Math.max(0, ...real.map(ageSeconds)));
  metrics.addMetric('PurgeDollarsThisMonth', 'None', spendOf(real));
}

/** What was found only with the CDN's own limits at hand. */
function refusedLater(entries: readonly PurgeEntry[]): number {
  const all = entries.flatMap(({ decision, outcome }) => (outcome?.is === 'applied' ? (decision?.desired ?? []) : []));
  return all.reduce((sum, { refused }) => sum + refused.length, 0);
}

const itemsOf = ({ decision }: PurgeEntry) =>
  (decision?.desired ?? []).reduce((sum, { items }) => sum + items.length, 0);

/** How long the oldest change waits that is not known to be purged everywhere. */
function ageSeconds({ atMs, observation, decision }: PurgeEntry): number {
  const since = [
    observation?.pending.oldestAtMs ?? atMs,
    ...(decision?.keep.inProgress ?? []).map((one) => one.requestedAtMs),
  ];
  return Math.max(0, ...since.map((oneAtMs) => (atMs - oneAtMs) / 1000));
}

function lineOf(entry: PurgeEntry) {
  const { subject, signal, outcome, decision, id } = entry;
  const binding = decision?.reasons[decision.binding];
  return {
    message: `${subject}: ${outcome?.is ?? 'intended'}`,
    correlation_id: signal.id,
    subject,
    dryRun: signal.dryRun,
    because: outcome?.because ? tell(outcome.because) : null,
    boundBy: binding?.by ?? null,
    reason: binding === undefined ? null : tell(binding.because),
    items: itemsOf(entry),
    entry: id,
  };
}
