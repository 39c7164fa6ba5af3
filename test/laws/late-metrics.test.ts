import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Memory } from '../../core/model/memory.ts';
import type { Point, Source } from '../../core/readings/series.ts';
import type { SourceConfig } from '../../core/readings/source-kinds.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import { decide } from '../../core/scaling/decide.ts';
import type { Desired } from '../../core/scaling/desired.ts';
import type { Kept, Observation } from '../../core/scaling/observation.ts';
import { scaling } from '../../core/scaling/scaling.ts';
import { aCapacity, aMemory, aScalable, minuteMs, noonMs } from '../fixtures.ts';

type Policy = ScalableInput['policies'][number];

/** Of every kind that goes by a reading: ten units are busy with what arrives at first, and two or three later. */
const policies: readonly (readonly [string, Policy])[] = [
  ['target tracking of demand', { kind: 'target-tracking', reading: 'load', of: 'demand', target: 100 }],
  ['target tracking of a utilisation', { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 }],
  [
    'step',
    {
      kind: 'step',
      reading: 'cpu',
      steps: [
        { from: 80, add: 2 },
        { below: 30, add: -2 },
      ],
    },
  ],
  ['backlog', { kind: 'backlog', reading: 'load', acceptableLatencySeconds: 100, processingSeconds: 1 }],
  ['provisioner', { kind: 'provisioner', reading: 'load', unitPerSecond: 200, asking: { by: 'rate', target: 0.5 } }],
];

/** How points come: what is lacking for good, and how long after their period's end the others come, seconds. */
interface Habit {
  readonly isLost: (period: number) => boolean;
  readonly lateSeconds: (period: number) => number;
}

interface Life {
  readonly policy: Policy;
  readonly habit: Habit;
  readonly stepSeconds: number;
  readonly holdSeconds: number;
  /** Whether a metric stands beside it that is always reported, and in time. */
  readonly witness: boolean;
  readonly demandAt: (minute: number) => number;
}

interface Look {
  readonly observation: Observation;
  readonly asked: number;
  readonly told: readonly string[];
}

/** Looks for so many minutes, through the reading of sources as it is. */
async function live({ policy, habit, stepSeconds, holdSeconds, witness, demandAt }: Life, minutes: number) {
  const beside = { namespace: 'Shop', metricName: 'Up', stat: 'Sum' };
  const metric = { kind: 'cloudwatch', namespace: 'Shop', stat: 'Average', witness: witness ? beside : null } as const;
  const config = aScalable({
    bounds: { min: 1, max: 40 },
    readings: {
      load: { parts: [{ ...metric, metricName: 'Load' }] },
      cpu: { parts: [{ ...metric, metricName: 'Cpu' }], unit: 'percent' },
    },
    policies: [policy],
    scaleIn: { holdSeconds },
  });
  const looks: Look[] = [];
  let [asked, kept, nowMs]: [number, Kept | null, number] = [10, null, noonMs];
  const unitsAt = new Map<number, number>();
  const points = (fromMs: number, toMs: number, tell: (minute: number) => number): Point[] => {
    const all: Point[] = [];
    for (let atMs = fromMs; atMs < toMs; atMs += minuteMs) {
      const minute = (atMs - noonMs) / minuteMs;
      const comesMs = atMs + minuteMs + habit.lateSeconds(minute) * 1000;
      if (!habit.isLost(minute) && comesMs <= nowMs) all.push({ atMs, value: tell(minute) });
    }
    return all;
  };
  const inTime = (fromMs: number, toMs: number): Point[] => {
    const periods = Math.max(0, Math.ceil((Math.min(toMs, nowMs - minuteMs + 1) - fromMs) / minuteMs));
    return Array.from({ length: periods }, (_, index) => ({ atMs: fromMs + index * minuteMs, value: 1 }));
  };
  const source: Source = {
    read: async (part, fromMs, toMs) => {
      const { metricName } = part as SourceConfig<'cloudwatch'>;
      const tell = (minute: number) => {
        const demand = demandAt(minute);
        return metricName === 'Load' ? demand : (demand / 100 / (unitsAt.get(minute) ?? 10)) * 50;
      };
      const told = { points: points(fromMs, toMs, tell), trouble: null };
      return { metric: told, witness: witness ? { points: inTime(fromMs, toMs), trouble: null } : null };
    },
  };
  const { observe } = scaling({
    settings: { scalable: async () => config, overrides: async () => [] },
    target: {
      capacity: async () => aCapacity({ asked }),
      setCapacity: async (_, __: Desired) => ({ is: 'applied', because: null }),
    },
    source,
    alarms: { state: async () => null },
  });
  for (let second = 5; second < minutes * 60; second += stepSeconds) {
    nowMs = noonMs + second * 1000;
    const memory: Memory<Kept> = { ...aMemory(), kept, lookedAtMs: nowMs - stepSeconds * 1000 };
    const observation = await observe('checkout/web', memory, nowMs);
    const decision = decide(observation);
    [kept, asked] = [decision.keep, decision.change?.units ?? asked];
    for (let minute = Math.floor(second / 60); minute * 60 < second + stepSeconds; minute++) unitsAt.set(minute, asked);
    looks.push({ observation, asked, told: decision.reasons.map(({ because }) => because.says) });
  }
  return looks;
}

const seeded = (seed: number) => (period: number) => {
  const mixed = Math.sin((period + 1) * 12.9898 + seed * 78.233) * 43758.5453;
  return mixed - Math.floor(mixed);
};

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
