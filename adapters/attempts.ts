import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import type { Term } from '../core/ports.ts';

/** How often, and for how long each time, an actuating call is tried. */
export interface AttemptLimits {
  /** One attempt is aborted after this long. No attempt begins unless the term lasts longer than this. */
  readonly attemptMs: number;
  /** Most attempts, the first included. */
  readonly attempts: number;
  /** From 0 up to 1: spreads the pauses, so that lookers who were throttled together do not come back together. */
  random(): number;
  /** @default a timer */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** Too little of the term is left for an attempt to end within it, so none was begun. */
export class TermTooShort extends Error {
  override readonly name = 'TermTooShort';

  constructor(leftMs: number, attemptMs: number, lastError: unknown) {
    const last = lastError instanceof Error ? `; before that ${lastError.name}: ${lastError.message}` : '';
    super(`${leftMs} ms are left to act and an attempt may take ${attemptMs} ms${last}`, { cause: lastError });
  }
}

/** An attempt took longer than it may. Whether it took effect is not known. */
export class AttemptTimedOut extends Error {
  override readonly name = 'AttemptTimedOut';
}

/** First pauses before a retry in milliseconds, as the AWS SDK's standard mode has them: after a throttle, and otherwise. */
const throttledPauseMs = 1000;
const brokenPauseMs = 50;
const longestPauseMs = 5000;

/**
 * Makes an actuating call whose every attempt ends before `term` does, so that it cannot land on a successor's change.
 * The call must be idempotent, must hand `signal` to the SDK as `abortSignal`, and its client must have `maxAttempts: 1`:
 * the SDK's own retries know nothing of the term. Retries what the SDK itself takes for throttled or transient.
 * Rejects with `TermTooShort` where an attempt might outlive the term, else with the last attempt's error.
 */
export async function attempt<T>(
  term: Term,
  limits: AttemptLimits,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { pause = pauseFor } = limits;
  let lastError: unknown;
  for (let made = 0; made < limits.attempts; made++) {
    if (made > 0) await pause(pauseMs(lastError, made, limits.random()));
    const leftMs = term.leftMs();
    if (leftMs <= limits.attemptMs) throw new TermTooShort(leftMs, limits.attemptMs, lastError);
    try {
      return await within(limits.attemptMs, call);
    } catch (error) {
      if (!isWorthAnother(error)) throw error;
      lastError = error;
    }
  }
  throw lastError;
}

const pauseFor = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Gives up on the call at the time-out whether or not it heeds its signal. */
async function within<T>(attemptMs: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const timedOut = new AttemptTimedOut(`no answer within ${attemptMs} ms`);
  let timer: NodeJS.Timeout | undefined;
  const timeOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(timedOut);
      abort.abort(timedOut);
    }, attemptMs);
  });
  try {
    return await Promise.race([call(abort.signal), timeOut]);
  } finally {
    clearTimeout(timer);
  }
}

type SdkError = Parameters<typeof isThrottlingError>[0];

const isError = (error: unknown): error is SdkError => error instanceof Error;

function isWorthAnother(error: unknown): boolean {
  if (error instanceof AttemptTimedOut) return true;
  return isError(error) && (isThrottlingError(error) || isTransientError(error) || isServerError(error));
}

/** Exponential with full jitter (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter). */
function pauseMs(error: unknown, made: number, random: number): number {
  const first = isError(error) && isThrottlingError(error) ? throttledPauseMs : brokenPauseMs;
  return random * Math.min(longestPauseMs, first * 2 ** (made - 1));
}
