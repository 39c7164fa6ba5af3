import { becauseOf } from '../../../../core/because-of.ts';
import { Refusal } from '../../../../core/model/errors.ts';
import type { Outcome } from '../../../../core/model/outcome.ts';
import type { Term } from '../../../../core/ports.ts';
import { attempt } from '../../../aws/attempts.ts';
import type { Judge } from '../../../aws/judge.ts';

/** An attempt at a change ends within this time, and so many are made. */
const attemptMs = 3000;
const attempts = 4;

/** A change to be asked for. */
interface Change {
  readonly units: number;
  readonly term: Term;
  /** From 0 up to 1, to spread retries. */
  random(): number;
  ask(signal: AbortSignal): Promise<unknown>;
  readonly judge: Judge;
}

/**
 * Asks AWS for a change. What it does not accept is `refused` with what to mend; what broke is `failed`, and the next look
 * tries again, having seen what became of it.
 */
export async function act({ units, term, random, ask, judge }: Change): Promise<Outcome> {
  if (!Number.isSafeInteger(units) || units < 0) {
    return { is: 'refused', because: { says: '{units} is not a number of units', units: String(units) } };
  }
  try {
    await attempt(term, { attemptMs, attempts, random }, ask);
    return { is: 'applied', because: null };
  } catch (error) {
    return outcomeOf(error, units, judge);
  }
}

function outcomeOf(error: unknown, units: number, judge: Judge): Outcome {
  const because = becauseOf(error);
  if (error instanceof Refusal) return { is: 'refused', because };
  const says = error instanceof Error ? (judge(error) ?? deniedBecause(error)) : null;
  return says === null ? { is: 'failed', because } : { is: 'refused', because: { ...because, says, units } };
}

function deniedBecause({ name }: Error): string | null {
  if (!/^(AccessDenied|UnauthorizedOperation|UnauthorizedException)/.test(name)) return null;
  return 'the role may not change this target; grant it, as the bind() of its target does: {error}';
}
