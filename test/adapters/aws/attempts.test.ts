import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AttemptTimedOut, attempt, TermTooShort } from '../../../adapters/aws/attempts.ts';

const refused = { $metadata: { httpStatusCode: 400 } };
const throttled = () => Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', ...refused });
const invalid = () =>
  Object.assign(new Error('no such group'), { name: 'ValidationError', $metadata: { httpStatusCode: 400 } });

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const termOf = (milliseconds: number) => ({ leftMs: () => milliseconds - Date.now() });
const limits = { attemptMs: 1000, attempts: 3, random: () => 0.5 };
const never = () => new Promise<never>(() => {});

describe('attempt', () => {
  it('answers what the call answers', async () => {
    expect(await attempt(termOf(5000), limits, async () => 'done')).toBe('done');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begins nothing where the term may end before the attempt does', async () => {
    const call = vi.fn(async () => 'done');
    await expect(attempt(termOf(1000), limits, call)).rejects.toThrow(TermTooShort);
    expect(call).not.toHaveBeenCalled();
  });

  it('aborts an attempt at its time-out and tries again', async () => {
    const signals: AbortSignal[] = [];
    const call = (signal: AbortSignal) => {
      signals.push(signal);
      return signals.length === 1 ? never() : Promise.resolve('done');
    };
    const answer = attempt(termOf(5000), limits, call);
    await vi.advanceTimersByTimeAsync(1100);
    expect(await answer).toBe('done');
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
  });

  it('gives up on a call that does not heed its signal', async () => {
    const answer = attempt(termOf(60_000), { ...limits, attempts: 1 }, never).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await answer).toBeInstanceOf(AttemptTimedOut);
  });

  it('begins no retry that may outlive the term, and tells what failed before', async () => {
    const call = vi.fn(async () => Promise.reject(throttled()));
    const answer = attempt(termOf(1600), limits, call).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toMatchObject({
      name: 'TermTooShort',
      message: expect.stringContaining('ThrottlingException: Rate exceeded'),
    });
    expect(call).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['throttled', throttled()],
    ['a server error', Object.assign(new Error('broken'), { $metadata: { httpStatusCode: 501 } })],
    ['transient by trait', Object.assign(new Error('busy'), { $retryable: {} })],
    ['a lost connection', Object.assign(new Error('gone'), { code: 'ECONNRESET' })],
  ])('tries again what is %s, as often as it may', async (_, error) => {
    const call = vi.fn(async () => Promise.reject(error));
    const answer = attempt(termOf(600_000), limits, call).catch((last: unknown) => last);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await answer).toBe(error);
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('does not try again what will fail again', async () => {
    const call = vi.fn(async () => Promise.reject(invalid()));
    await expect(attempt(termOf(5000), limits, call)).rejects.toThrow('no such group');
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('settles only when an attempt that failed in doubt can take effect no more', async () => {
    const failing = [Object.assign(new Error('gone'), { code: 'ECONNRESET' })];
    const call = async () => {
      const error = failing.pop();
      if (error) throw error;
      return Date.now();
    };
    const answer = attempt(termOf(60_000), limits, call).then((atMs) => [atMs, Date.now()]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await answer).toEqual([25, 1000]);
  });

  it('settles at once where the service itself has refused the attempts before', async () => {
    const failing = [throttled()];
    const call = async () => {
      const error = failing.pop();
      if (error) throw error;
    };
    const answer = attempt(termOf(60_000), { ...limits, attemptMs: 3000 }, call).then(() => Date.now());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await answer).toBe(500);
  });

  it('pauses longer each time, and longer after a throttle', async () => {
    const pauses: number[] = [];
    const standingStill = { leftMs: () => 600_000 };
    const pause = (milliseconds: number, over?: AbortSignal) => {
      if (over) return never();
      pauses.push(milliseconds);
      return Promise.resolve();
    };
    const failing = (error: Error) =>
      attempt(standingStill, { ...limits, attempts: 5, pause }, async () => Promise.reject(error));
    await failing(throttled()).catch(() => {});
    await failing(Object.assign(new Error('gone'), { code: 'ECONNRESET' })).catch(() => {});
    expect(pauses).toEqual([500, 1000, 2000, 2500, 25, 50, 100, 200, 1000]);
  });
});
