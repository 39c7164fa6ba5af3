import { describe, expect, it } from 'vitest';
import { Patience } from '../../../../adapters/sharding/client/patience.ts';

/** Patience with a clock that only pauses, and answers, move on. */
function aPatience(random = 0.5) {
  let nowMs = 0;
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds);
    nowMs += milliseconds;
  };
  const patience = new Patience({ nowMs: () => nowMs, random: () => random, pause });
  const answering = (answers: ('yes' | 'cut' | 'no')[], tookMs = 0) =>
    patience.until(async () => {
      nowMs += tookMs;
      return answers.length > 1 ? (answers.shift() ?? 'no') : (answers[0] ?? 'no');
    });
  const pass = (milliseconds: number) => {
    nowMs += milliseconds;
  };
  return { patience, pauses, answering, now: () => nowMs, pass };
}

describe('patience', () => {
  it('lasts six tries', () => {
    const { patience } = aPatience();
    expect(Array.from({ length: 7 }, () => patience.another())).toEqual([true, true, true, true, true, true, false]);
  });

  it('pauses shortly while a slot is cut', async () => {
    const { answering, pauses } = aPatience();
    expect(await answering(['cut', 'cut', 'yes'])).toBe(true);
    expect(pauses).toEqual([15, 15]);
  });

  it('pauses longer each time while it is not', async () => {
    const { answering, pauses } = aPatience(1);
    expect(await answering(['no', 'no', 'no', 'no', 'no', 'no', 'no', 'yes'])).toBe(true);
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 400]);
  });

  it('is over after two seconds, those of asking included', async () => {
    const { answering, now } = aPatience();
    expect(await answering(['cut'], 50)).toBe(false);
    expect(now()).toBeGreaterThanOrEqual(2000);
    expect(now()).toBeLessThan(2100);
  });

  it('is one for all tries of a transaction, whose own work does not count', async () => {
    const { answering, pass, now } = aPatience();
    for (let tries = 0; tries < 3; tries++) {
      expect(await answering(['cut', 'cut', 'yes'], 100)).toBe(true);
      pass(60_000);
    }
    const before = now();
    expect(await answering(['cut'], 100)).toBe(false);
    expect(now() - before).toBeLessThan(1500);
  });
});
