import { digest } from './digest.ts';
import type { Observation } from './observation.ts';
import type { Submission } from './settled.ts';

/** A purge of some of what was observed to wait; no other has its id. */
export function submissionOf(
  { subject, atMs, pending }: Observation,
  items: readonly string[],
  refused: readonly string[],
): Submission {
  const { chunks, urgent, oldestAtMs } = pending;
  const id = `${subject}-${atMs}-${digest([...items, ...chunks])}`;
  return { id, items, refused, chunks, urgent, plannedAtMs: atMs, requestedAtMs: oldestAtMs ?? atMs };
}
