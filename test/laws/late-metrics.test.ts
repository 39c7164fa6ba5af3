import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minuteMs, noonMs } from '../fixtures.ts';
import { type Habit, live, policies, seeded } from './life-of-readings.ts';

const anyHabit: fc.Arbitrary<readonly [string, Habit]> = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map((late): [string, Habit] => {
    return [`always ${late} s late`, { isLost: () => false, lateSeconds: () => late }];
  }),
  fc.tuple(fc.integer({ min: 30, max: 200 }), fc.nat(100)).map(([most, seed]): [string, Habit] => {
    const random = seeded(seed);
    return [`up to ${most} s late`, { isLost: () => false, lateSeconds: (at) => most * random(at) }];
  }),
  fc.tuple(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 0, max: 120 })).map(([each, late]): [string, Habit] => {
    return [`each ${each}th missing, ${late} s late`, { isLost: (at) => at % each === 0, lateSeconds: () => late }];
  }),
  fc.tuple(fc.constantFrom(0.1, 0.25, 1 / 3), fc.nat(100)).map(([share, seed]): [string, Habit] => {
    const random = seeded(seed);
    return [`${share} missing by chance`, { isLost: (at) => random(at) < share, lateSeconds: () => 45 }];
  }),
  fc.constant<readonly [string, Habit]>([
    'one point in five minutes',
    { isLost: (at) => at % 5 !== 0, lateSeconds: () => 0 },
  ]),
);

const steps = fc.constantFrom(60, 300);

describe.each(policies)('points that are late or lacking by habit, under %s,', (_, policy) => {
  const falls = (minute: number) => (minute < 20 ? 1000 : 200);

  test('keep no fleet up for ever, and take nothing away that is needed', async () => {
    await fc.assert(
      fc.asyncProperty(anyHabit, steps, fc.constantFrom(300, 900), async ([, habit], stepSeconds, holdSeconds) => {
        const lived = await live({ policy, habit, stepSeconds, holdSeconds, witness: false, demandAt: falls }, 240);
        const early = lived.filter(({ observation: { atMs } }) => atMs < noonMs + 20 * minuteMs);
        for (const { asked } of early) expect(asked).toBeGreaterThanOrEqual(10);
        expect(lived.at(-1)?.asked).toBeLessThan(10);
      }),
      { numRuns: 12 },
    );
  });

  test('tell no zero by a witness that comes in time', async () => {
    const habits = fc
      .integer({ min: 0, max: 170 })
      .map((late): Habit => ({ isLost: () => false, lateSeconds: () => late }));
    await fc.assert(
      fc.asyncProperty(habits, steps, async (habit, stepSeconds) => {
        const life = { policy, habit, stepSeconds, holdSeconds: 0, witness: true, demandAt: () => 1000 };
        for (const { asked } of await live(life, 60)) expect(asked).toBeGreaterThanOrEqual(10);
      }),
      { numRuns: 8 },
    );
  });

  test('are not confused with an end: what has stopped lowers nothing, and is told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 200 }), steps, async (late, stepSeconds) => {
        const habit = { isLost: (at: number) => at >= 60, lateSeconds: () => late };
        const life = { policy, habit, stepSeconds, holdSeconds: 300, witness: false, demandAt: () => 1000 };
        const lived = await live(life, 180);
        for (const { asked } of lived) expect(asked).toBeGreaterThanOrEqual(10);
        expect(lived.at(-1)?.told.some((says) => says.startsWith('degraded'))).toBe(true);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a reading whose points come late', () => {
  const [, policy] = policies[0] ?? [];
  if (policy === undefined) throw new Error('no policy');
  const life = { policy, stepSeconds: 60, holdSeconds: 300, witness: false, demandAt: () => 1000 };

  test('says how late they come, what is configured, and what to say', async () => {
    const lived = await live({ ...life, habit: { isLost: () => false, lateSeconds: () => 150 } }, 60);
    const { trouble } = lived.at(-1)?.observation.readings.load ?? {};
    expect(trouble).toBe('the newest points are 185 s late, and delaySeconds is 60; say delaySeconds: 210');
  });

  test('says what its period is where that is longer than configured', async () => {
    const lived = await live({ ...life, habit: { isLost: (at) => at % 5 !== 0, lateSeconds: () => 0 } }, 90);
    const { trouble } = lived.at(-1)?.observation.readings.load ?? {};
    expect(trouble).toBe('a point comes each 300 s, and periodSeconds is 60; say periodSeconds: 300');
  });

  test('says nothing where they come in time', async () => {
    const lived = await live({ ...life, habit: { isLost: () => false, lateSeconds: () => 45 } }, 60);
    for (const { observation } of lived) {
      expect(observation.readings.load?.trouble).toBeNull();
      expect(observation.memory.kept?.lateness).toBeUndefined();
    }
  });

  test('later than any patience is silent by habit: nothing goes, and the look tells the delay to configure', async () => {
    const lived = await live({ ...life, habit: { isLost: () => false, lateSeconds: () => 1200 } }, 180);
    const last = lived.at(-1);
    expect(last?.asked).toBeGreaterThanOrEqual(10);
    expect(
      last?.told.some((says) => says.includes('{lateSeconds} s late, and its delaySeconds is {delaySeconds}')),
    ).toBe(true);
    expect(last?.observation.readings.load?.trouble).toContain('say delaySeconds: ');
  });
});
