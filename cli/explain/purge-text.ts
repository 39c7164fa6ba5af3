import type { Decision } from '../../core/model/decision.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Kept, Observation } from '../../core/purging/observation.ts';
import type { Submission } from '../../core/purging/settled.ts';

type Purging = Decision<readonly Submission[], Kept>;

const itemsShown = 8;
const completedShown = 5;

/** What a look at a purge saw and decided, in one line. */
export function purgeText({ observation, decision }: Entry): string {
  if (observation === null) return 'nothing was observed';
  const { pending } = observation as Observation;
  const planned = (decision as Purging | null)?.desired ?? [];
  return `waiting ${pending.count} -> ${shown(planned.flatMap(({ items }) => items)) || 'nothing to purge'}`;
}

/** How purges in progress stand, and the times of those that are completed. */
export function purgeInputs({ decision }: Entry): string[] {
  const { inProgress = [], completed = [], open = [] } = (decision as Purging | null)?.keep ?? {};
  return [
    ...completed
      .slice(-completedShown)
      .map(
        ({ id, items, ...times }) =>
          `${id}: ${items} items, requested ${clock(times.requestedAtMs)}, submitted ${clock(times.submittedAtMs)}, completed ${clock(times.completedAtMs)}`,
      ),
    ...inProgress.map(
      ({ id, paths, wildcards, requestedAtMs }) =>
        `${id}: ${paths + wildcards} items, requested ${clock(requestedAtMs)}, in progress`,
    ),
    ...open.filter(({ refused }) => refused.length > 0).map(({ refused }) => `cannot be purged: ${shown(refused)}`),
  ];
}

function shown(items: readonly string[]): string {
  const more = items.length > itemsShown ? ` and ${items.length - itemsShown} more` : '';
  return `${items.slice(0, itemsShown).join(' ')}${more}`;
}

function clock(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 19);
}
