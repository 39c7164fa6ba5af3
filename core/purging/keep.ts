import { loadOf } from './item.ts';
import type { InProgress, Kept, Observation, PurgeState, PurgeTimes } from './observation.ts';
import type { Submission } from './settled.ts';

/** How many completed purges are remembered, for people. */
const mostCompleted = 20;

/** The month in UTC, by which CloudFront bills, e.g. `2026-11`. */
function monthOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 7);
}

/** Purges that were planned and are not known to have been asked for, and taken off what waits. */
export function unfinishedOf({ memory, states }: Observation): readonly Submission[] {
  const finished = new Set(states.filter(({ is }) => is === 'settled' || is === 'completed').map(({ id }) => id));
  return (memory.kept?.open ?? []).filter(({ id }) => !finished.has(id));
}

/** How many items have been planned this month. */
export function itemsThisMonth({ memory: { kept }, atMs }: Observation): number {
  return kept?.month === monthOf(atMs) ? kept.itemsThisMonth : 0;
}

/** What the next look will want to know. `planned` is what this one has planned anew. */
export function remember(observation: Observation, planned: readonly Submission[]): Kept {
  const { memory, states, atMs } = observation;
  const before = memory.kept?.inProgress ?? [];
  const completed = new Map(states.filter(({ is }) => is === 'completed').map((one) => [one.id, one]));
  const ended = before.flatMap((one) => timesOf(one, completed.get(one.id), atMs));
  return {
    schema: 1,
    open: [...unfinishedOf(observation), ...planned],
    inProgress: [...before.filter(({ id }) => !completed.has(id)), ...planned.flatMap(begin)],
    completed: [...(memory.kept?.completed ?? []), ...ended].slice(-mostCompleted),
    month: monthOf(atMs),
    itemsThisMonth: itemsThisMonth(observation) + planned.reduce((sum, { items }) => sum + items.length, 0),
  };
}

function begin({ id, items, requestedAtMs }: Submission): InProgress[] {
  return items.length === 0 ? [] : [{ id, requestedAtMs, ...loadOf(items) }];
}

function timesOf(one: InProgress, state: PurgeState | undefined, atMs: number): PurgeTimes[] {
  if (state === undefined) return [];
  const { id, requestedAtMs, paths, wildcards } = one;
  const completedAtMs = state.completedAtMs ?? atMs;
  const submittedAtMs = state.submittedAtMs ?? completedAtMs;
  return [{ id, items: paths + wildcards, requestedAtMs, submittedAtMs, completedAtMs }];
}
