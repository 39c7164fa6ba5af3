import { becauseOf } from '../../core/because-of.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Outcome } from '../../core/model/outcome.ts';
import type { Term } from '../../core/ports.ts';
import { attempt } from '../attempts.ts';
import { judgeElb } from './judge-elb.ts';

/** An attempt at a change ends within this time, its reading included, and so many are made. */
const attemptMs = 3000;
const attempts = 4;

type Ask = (signal: AbortSignal) => Promise<void>;

/** Makes changes one after the other; what is refused or fails stops those after it, which the next look asks for again. */
export async function askAll(asks: readonly Ask[], term: Term, random: () => number): Promise<Outcome> {
  try {
    for (const ask of asks) await attempt(term, { attemptMs, attempts, random }, (signal) => ask(signal).catch(again));
    return { is: 'applied', because: null };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** An earlier request for capacity that is still being worked on says so with an error that the SDK takes for final. */
function again(error: unknown): never {
  const busy = error instanceof Error && /^(ResourceInUse|PriorRequestNotComplete)/.test(error.name);
  throw busy ? Object.assign(error, { $retryable: { throttling: true } }) : error;
}

function outcomeOf(error: unknown): Outcome {
  const because = becauseOf(error);
  if (error instanceof Refusal) return { is: 'refused', because };
  const says = error instanceof Error ? (judgeElb(error) ?? deniedBecause(error)) : null;
  return says === null ? { is: 'failed', because } : { is: 'refused', because: { ...because, says } };
}

function deniedBecause({ name }: Error): string | null {
  if (!/^(AccessDenied|UnauthorizedOperation)/.test(name)) return null;
  return 'the role may not change this load balancer; grant it, as headroom.balance does: {error}';
}
