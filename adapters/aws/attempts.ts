import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { Overtaken, Refusal } from '../../core/model/errors.ts';
import type { Term } from '../../core/ports.ts';

/** How often, and for how long each time, an actuating call is tried. */
export interface AttemptLimits {
  /** One attempt is aborted after this long. No attempt begins unless the term lasts longer than this. */
  readonly attemptMs: number;
  /** Most attempts, the first included. */
  readonly attempts: number;
  /** From 0 up to 1: spreads the pauses, so that lookers who were throttled together do not come back together. */
  random(): number;
  /** Waits; `over` tells that nobody waits any more. @default a timer */
  readonly pause?: (milliseconds: number, over?: AbortSignal) => Promise<unknown>;
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
 * An attempt that failed in doubt (a lost connection, a server error) may take effect until its time is over, so this
 * settles only after that: whoever acts next must come after it.
 * Rejects with `TermTooShort` where an attempt might outlive the term, else with the last attempt's error.
 */
export async function attempt<T>(
  term: Term,
  limits: AttemptLimits,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { attemptMs, attempts, random, pause = pauseFor } = limits;
  let quietAtLeftMs = Number.POSITIVE_INFINITY;
  let lastError: unknown;
  try {
    for (let made = 0; made < attempts; made++) {
      if (made > 0) await pause(Math.min(pauseMs(lastError, made, random()), Math.max(0, term.leftMs())));
      const leftMs = term.leftMs();
      if (leftMs <= attemptMs) throw new TermTooShort(leftMs, attemptMs, lastError);
      try {
        return await within(attemptMs, pause, call);
      } catch (error) {
        lastError = error;
        if (!isAnswer(error)) quietAtLeftMs = leftMs - attemptMs;
        if (!isWorthAnother(error)) throw error;
      }
    }
    throw lastError;
  } finally {
    const restlessMs = term.leftMs() - quietAtLeftMs;
    if (restlessMs > 0) await pause(restlessMs);
  }
}

type Pause = NonNullable<AttemptLimits['pause']>;

function pauseFor(milliseconds: number, over?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    over?.addEventListener('abort', () => clearTimeout(timer));
  });
}

/** Gives up on the call at the time-out whether or not it heeds its signal. */
async function within<T>(attemptMs: number, pause: Pause, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const over = new AbortController();
  const timeOut = pause(attemptMs, over.signal).then(() => {
    throw new AttemptTimedOut(`no answer within ${attemptMs} ms`);
  });
  try {
    return await Promise.race([call(abort.signal), timeOut]);
  } catch (error) {
    if (error instanceof AttemptTimedOut) abort.abort(error);
    throw error;
  } finally {
    over.abort();
  }
}

type SdkError = Parameters<typeof isThrottlingError>[0];

const isError = (error: unknown): error is SdkError => error instanceof Error;

/** Whether the service may well do next time what it did not do this time. */
export function isWorthAnother(error: unknown): boolean {
  if (error instanceof AttemptTimedOut) return true;
  return isError(error) && (isThrottlingError(error) || isTransientError(error) || isServerError(error));
}

/** Whether nothing can come of the attempt any more: the service said that it will not do it, or it was never asked. */
function isAnswer(error: unknown): boolean {
  if (error instanceof Refusal || error instanceof Overtaken) return true;
  if (!isError(error)) return false;
  if (isThrottlingError(error)) return true;
  const status = error.$metadata?.httpStatusCode;
  return status !== undefined && status >= 400 && status < 500;
}

/**
 * Exponential with full jitter (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter), and never
 * sooner than the service says where it does (`Retry-After`).
 */
export function pauseMs(error: unknown, made: number, random: number): number {
  const first = isError(error) && isThrottlingError(error) ? throttledPauseMs : brokenPauseMs;
  return retryAfterMs(error) + random * Math.min(longestPauseMs, first * 2 ** (made - 1));
}

function retryAfterMs(error: unknown): number {
  const { retryAfterMs: told } = error as { readonly retryAfterMs?: unknown };
  return typeof told === 'number' ? told : 0;
}
