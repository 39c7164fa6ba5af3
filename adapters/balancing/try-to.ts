import type { Term } from '../../core/ports.ts';
import { attempt } from '../aws/attempts.ts';

/** An attempt at a change ends within this time, its reading included, and so many are made. */
const attemptMs = 3000;
const attempts = 4;

/** Makes one change of a load balancer, within the term. */
export function tryTo(ask: (signal: AbortSignal) => Promise<void>, term: Term, random: () => number): Promise<void> {
  return attempt(term, { attemptMs, attempts, random }, (signal) => ask(signal).catch(again));
}

/** What is in use for a moment says so with an error that the SDK takes for final. */
function again(error: unknown): never {
  const busy = error instanceof Error && error.name.startsWith('ResourceInUse');
  throw busy ? Object.assign(error, { $retryable: { throttling: true } }) : error;
}
