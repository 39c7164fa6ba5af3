import type { Card } from '../card.ts';
import { counted } from '../model/counted.ts';
import { decide } from './decide.ts';
import type { Kept, Observation } from './observation.ts';
import type { Submission } from './settled.ts';

const itemsShown = 8;
const completedShown = 5;

/** Purging: which paths to purge. */
export const card: Card<Observation, readonly Submission[], Kept> = {
  name: 'purging',
  amounts: 'purged items',
  asks: { would: 'purge', did: 'has asked to purge' },
  reasonsPropose: false,
  decide,
  seen: ({ pending }, desired) => `waiting ${pending.count} -> ${planText(desired ?? [])}`,
  desired: planText,
  inputs: ({ refusals = [] }, decision) => [
    ...(decision === null ? [] : progressText(decision.keep)),
    ...refusals.map(({ item, because }) => `refused by the CDN: ${item}: ${because}`),
  ],
  standing: ({ config: { mode }, pending, memory }) => {
    const inProgress = memory.kept?.inProgress ?? [];
    const items = inProgress.reduce((sum, { paths, wildcards }) => sum + paths + wildcards, 0);
    return { mode, asked: `${pending.count} waiting`, running: `${items} in progress` };
  },
  wanted: planText,
};

function planText(planned: readonly Submission[]): string {
  return shown(planned.flatMap(({ items }) => items)) || 'nothing to purge';
}

/** How purges in progress stand, and the times of those that are completed. */
function progressText({ inProgress, completed, open }: Kept): string[] {
  return [
    ...completed
      .slice(-completedShown)
      .map(
        ({ id, items, ...times }) =>
          `${id}: ${counted(items, 'item')}, requested ${clock(times.requestedAtMs)}, submitted ${clock(times.submittedAtMs)}, completed ${clock(times.completedAtMs)}`,
      ),
    ...inProgress.map(
      ({ id, paths, wildcards, requestedAtMs }) =>
        `${id}: ${counted(paths + wildcards, 'item')}, requested ${clock(requestedAtMs)}, in progress`,
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
