import { describe, expect, test } from 'vitest';
import { tell } from '../../../../../core/model/reason.ts';
import { adviseMemory } from '../../../../../core/scaling/sizing/memory/advise-memory.ts';
import { durationMs, fitCurve } from '../../../../../core/scaling/sizing/memory/duration-curve.ts';
import { readReport } from '../../../../../core/scaling/sizing/memory/read-report.ts';

/** A call that waits 40 ms for others and works 100 ms of one CPU, as Lambda gives CPU by memory. */
const truth = { waitMs: 40, workMs: 100, cpus: 1, worstError: 0 };
const triedWith = (curve: typeof truth, ...memories: number[]) =>
  memories.map((memoryMb) => ({ memoryMb, meanMs: durationMs(curve, memoryMb) }));
const known = { mostUsedMb: 90, usdPerGbSecond: 0.0000166667, callsPerMonth: 3e6, atMostMs: null };

describe('the curve of a function', () => {
  test.each([truth, { ...truth, cpus: 2 }, { ...truth, waitMs: 0 }, { ...truth, workMs: 0 }])(
    'is found again: %o',
    (curve) => {
      const found = fitCurve(triedWith(curve, 256, 512, 1024, 1769, 3008, 5000));
      expect(found?.worstError).toBeLessThan(1e-6);
      for (const memory of [384, 1500, 4000])
        expect(durationMs(found ?? truth, memory)).toBeCloseTo(durationMs(curve, memory), 6);
    },
  );

  test('is none of one memory, and tells how wrong it is of what no curve fits', () => {
    expect(fitCurve(triedWith(truth, 512))).toBeNull();
    const odd = [...triedWith(truth, 256, 512, 1769), { memoryMb: 1024, meanMs: 900 }];
    expect(fitCurve(odd)?.worstError).toBeGreaterThan(0.3);
  });
});

describe('advice on the memory of a function', () => {
  test('is a sentence with what it saves, and why', () => {
    const tried = triedWith({ ...truth, waitMs: 2, workMs: 400 }, 256, 512, 1024, 1769, 3008);
    const { because, offers } = adviseMemory({ ...known, tried, ownMb: 3008 });
    expect(tell(because)).toMatch(
      /^256 MB would serve what 3008 MB do, for 24\.\d+ dollars less a month, because a call takes \d+ ms/,
    );
    expect(offers[0]?.memoryMb).toBe(256);
  });

  test('leaves out what is too slow, and what has no room for what calls use', () => {
    const tried = triedWith(truth, 256, 512, 1024, 1769, 3008);
    const slow = adviseMemory({ ...known, tried, ownMb: 3008, atMostMs: 200 });
    for (const { meanMs, memoryMb } of slow.offers) expect(meanMs <= 200 || memoryMb === 3008).toBe(true);
    const big = adviseMemory({ ...known, tried, ownMb: 3008, mostUsedMb: 900 });
    expect(Math.min(...big.offers.map(({ memoryMb }) => memoryMb))).toBeGreaterThanOrEqual(1080);
  });

  test('says what the fastest memory costs more where the own one is too slow', () => {
    const tried = triedWith(truth, 256, 512, 1024);
    const { because } = adviseMemory({ ...known, tried, ownMb: 256, atMostMs: 300 });
    expect(tell(because)).toMatch(/would serve what 256 MB do, for .* dollars (more|less) a month/);
  });

  test('keeps what no other undercuts, and is by the million where nobody knows how often it is called', () => {
    const tried = triedWith(truth, 256, 512, 1024);
    expect(adviseMemory({ ...known, tried, ownMb: 256, callsPerMonth: null }).because.says).toContain('keep {own} MB');
    const advice = adviseMemory({ ...known, tried, ownMb: 1024, callsPerMonth: null });
    expect(tell(advice.because)).toContain('for each million calls');
    expect(() => adviseMemory({ ...known, tried, ownMb: 2048 })).toThrow(
      /2048 MB, which the function has, were not tried/,
    );
  });

  test('goes by the curve between memories only where that is right of those that were tried', () => {
    const tried = triedWith(truth, 256, 1024, 3008);
    expect(adviseMemory({ ...known, tried, ownMb: 1024 }).offers.some(({ isTried }) => !isTried)).toBe(true);
    const odd = [...tried, { memoryMb: 2048, meanMs: 900 }];
    expect(adviseMemory({ ...known, tried: odd, ownMb: 1024 }).offers.every(({ isTried }) => isTried)).toBe(true);
  });
});

describe('the report of a call', () => {
  const line =
    'REPORT RequestId: 1-2\tDuration: 102.30 ms\tBilled Duration: 250 ms\tMemory Size: 512 MB\tMax Memory Used: 71 MB\tInit Duration: 147.20 ms\t';

  test('tells what was billed, of starting too, and the memory that was used', () => {
    expect(readReport(`START\nlogged REPORT of mine\n${line}\n`)).toEqual({
      billedMs: 250,
      initMs: 147.2,
      memoryMb: 512,
      usedMb: 71,
    });
    expect(readReport(line.replace(/\tInit.*/, ''))?.initMs).toBe(0);
  });

  test('is none where Lambda wrote no such line', () => {
    expect(readReport('START\nEND')).toBeNull();
    expect(readReport('REPORT RequestId: 1-2\tDuration: 1 ms')).toBeNull();
  });
});
