import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combine } from '../../../core/readings/combine.ts';
import type { Reading } from '../../../core/readings/reading.ts';
import type { ReadingConfig } from '../../../core/readings/reading-config.ts';
import type { PartSeries, Point, Series } from '../../../core/readings/series.ts';
import { aPart, aScalable, minuteMs, noonMs } from '../../fixtures.ts';

const witness = { namespace: 'AWS/ApplicationELB', metricName: 'HealthyHostCount', stat: 'Average' };

function aReadingConfig(input: Record<string, unknown> = {}): ReadingConfig {
  const { readings } = aScalable({ readings: { demand: { parts: [aPart], ...input } } });
  const { demand } = readings;
  if (demand === undefined) throw new Error('no such reading');
  return demand;
}

const witnessed = aReadingConfig({ parts: [{ ...aPart, witness }] });

/** Points at these minutes before noon. */
function points(values: Record<number, number>): Point[] {
  return Object.entries(values).map(([minutesAgo, value]) => ({ atMs: noonMs - Number(minutesAgo) * minuteMs, value }));
}

function series(values: Record<number, number>, trouble: string | null = null): Series {
  return { points: points(values), trouble };
}

function part(metric: Series, beside: Series | null = null): PartSeries {
  return { metric, witness: beside };
}

/** Combines what was told for the six minutes before noon, at so many seconds after it. */
function read(config: ReadingConfig, parts: readonly PartSeries[], secondsPast = 0, periods = 6): Reading {
  return combine(config, parts, noonMs - periods * minuteMs, noonMs, noonMs + secondsPast * 1000);
}

/** Values or states with the minutes before noon at which their periods began, oldest first. */
function told({ samples }: Reading): (readonly [number, number | string])[] {
  return samples.map((sample) => [(noonMs - sample.atMs) / minuteMs, sample.is === 'value' ? sample.value : sample.is]);
}

describe('a reading of one part', () => {
  test('has a value for each point, oldest first, whatever their order', () => {
    const reading = read(aReadingConfig(), [part(series({ 2: 20, 1: 10, 3: 30, 4: 40, 6: 60, 5: 50 }))]);
    expect(told(reading)).toEqual([
      [6, 60],
      [5, 50],
      [4, 40],
      [3, 30],
      [2, 20],
      [1, 10],
    ]);
    expect(reading).toMatchObject({ periodSeconds: 60, trouble: null });
  });

  test('leaves out the period that still runs, even where it has a point', () => {
    const reading = combine(
      aReadingConfig(),
      [part(series({ 1: 10, 0: 99 }))],
      noonMs - 2 * minuteMs,
      noonMs + minuteMs,
      noonMs + 59_999,
    );
    expect(told(reading).at(-1)).toEqual([1, 10]);
  });

  test('takes in that period the moment it is over', () => {
    const reading = combine(
      aReadingConfig(),
      [part(series({ 1: 10, 0: 99 }))],
      noonMs - 2 * minuteMs,
      noonMs + minuteMs,
      noonMs + 60_000,
    );
    expect(told(reading).at(-1)).toEqual([0, 99]);
  });

  test('does not list a period that is not due, calls it late for two periods, then missing', () => {
    const lastAt = (secondsPast: number) => told(read(aReadingConfig(), [part(series({ 2: 20 }))], secondsPast)).at(-1);
    expect(lastAt(59)).toEqual([2, 20]);
    expect(lastAt(60)).toEqual([1, 'late']);
    expect(lastAt(179)).toEqual([1, 'late']);
    expect(lastAt(180)).toEqual([1, 'missing']);
  });

  test('lists a point that came before it was due', () => {
    expect(told(read(aReadingConfig(), [part(series({ 1: 10 }))])).at(-1)).toEqual([1, 10]);
  });

  test('multiplies by the scale', () => {
    const reading = read(aReadingConfig({ scale: 1 / 60 }), [part(series({ 1: 600 }))]);
    expect(told(reading).at(-1)).toEqual([1, 10]);
  });

  test('puts points off the boundary into their period', () => {
    const metric = { points: [{ atMs: noonMs - minuteMs + 17_000, value: 7 }], trouble: null };
    expect(told(read(aReadingConfig(), [part(metric)])).at(-1)).toEqual([1, 7]);
  });

  test('takes the larger of two points for one period, in whatever order', () => {
    const double = (a: number, b: number) =>
      part({
        points: [
          { atMs: noonMs - minuteMs, value: a },
          { atMs: noonMs - minuteMs, value: b },
        ],
        trouble: null,
      });
    expect([double(3, 8), double(8, 3), double(8, 8)].map((one) => told(read(aReadingConfig(), [one])).at(-1))).toEqual(
      [
        [1, 8],
        [1, 8],
        [1, 8],
      ],
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1])(
    'takes %d for no point, and says so',
    (value) => {
      const reading = read(aReadingConfig(), [part(series({ 1: value, 2: 20 }))], 60);
      expect(told(reading).slice(-2)).toEqual([
        [2, 20],
        [1, 'late'],
      ]);
      expect(reading.trouble).toBe('1 point below 0 or no number');
    },
  );

  test('has zeros that survive JSON', () => {
    const sample = read(aReadingConfig(), [part(series({ 1: -0 }))]).samples.at(-1);
    expect(JSON.parse(JSON.stringify(sample))).toStrictEqual(sample);
  });
});

describe('an answer that is not whole', () => {
  test('has its absent periods late for ever, never missing', () => {
    const reading = read(aReadingConfig(), [part(series({ 2: 20 }, 'PartialData'))], 3600);
    expect(told(reading)).toEqual([
      [6, 'late'],
      [5, 'late'],
      [4, 'late'],
      [3, 'late'],
      [2, 20],
      [1, 'late'],
    ]);
    expect(reading.trouble).toBe('PartialData');
  });

  test('is never zero by witness', () => {
    const reading = read(witnessed, [part(series({}, 'InternalError'), series({ 1: 2 }))], 60);
    expect(told(reading).at(-1)).toEqual([1, 'late']);
  });

  test('tells each trouble once', () => {
    const config = aReadingConfig({ parts: [aPart, aPart] });
    const reading = read(config, [part(series({}, 'Throttled')), part(series({}, 'Throttled'))]);
    expect(reading.trouble).toBe('Throttled');
  });

  test('that lacks a part has nothing but late periods', () => {
    const reading = read(aReadingConfig({ parts: [aPart, aPart] }), [part(series({ 1: 1 }))], 60);
    expect(new Set(told(reading).map(([, state]) => state))).toEqual(new Set(['late']));
    expect(reading.trouble).toBe('no answer');
  });
});

describe('a metric with a witness', () => {
  test('is zero where the witness is there and it is not, once it is due', () => {
    expect(told(read(witnessed, [part(series({ 2: 20 }), series({ 1: 2, 2: 2 }))], 60)).at(-1)).toEqual([1, 0]);
    expect(told(read(witnessed, [part(series({ 2: 20 }), series({ 1: 2, 2: 2 }))], 59)).at(-1)).toEqual([2, 20]);
  });

  test('is late, then missing, where both are absent', () => {
    const read1 = (secondsPast: number) => told(read(witnessed, [part(series({}), series({}))], secondsPast)).at(-1);
    expect([read1(60), read1(180)]).toEqual([
      [1, 'late'],
      [1, 'missing'],
    ]);
  });

  test('is zero where the witness is zero, since the witness is there', () => {
    expect(told(read(witnessed, [part(series({}), series({ 1: 0 }))], 60)).at(-1)).toEqual([1, 0]);
  });

  test('is not zero where its own point is not a number', () => {
    expect(told(read(witnessed, [part(series({ 1: Number.NaN }), series({ 1: 2 }))], 60)).at(-1)).toEqual([1, 'late']);
  });

  test('is late while the witness has trouble of its own', () => {
    const reading = read(witnessed, [part(series({}), series({}, 'Throttled'))], 3600);
    expect(told(reading).at(-1)).toEqual([1, 'late']);
    expect(reading.trouble).toBe('witness: Throttled');
  });
});

describe('a reading of several parts', () => {
  const both = aReadingConfig({ parts: [aPart, aPart] });
  const over = aReadingConfig({ parts: [aPart, aPart], combine: 'ratio' });

  test('is their sum', () => {
    expect(told(read(both, [part(series({ 1: 3 })), part(series({ 1: 4 }))])).at(-1)).toEqual([1, 7]);
  });

  test('is late where a part is late, and missing where one is missing', () => {
    const lastAt = (secondsPast: number) =>
      told(read(both, [part(series({ 1: 3 })), part(series({}))], secondsPast)).at(-1);
    expect([lastAt(60), lastAt(180)]).toEqual([
      [1, 'late'],
      [1, 'missing'],
    ]);
  });

  test('does not list a period of which a part is not due', () => {
    const slow = aReadingConfig({ parts: [aPart, { ...aPart, delaySeconds: 300 }] });
    expect(told(read(slow, [part(series({ 1: 3, 5: 3 })), part(series({ 5: 4 }))])).at(-1)).toEqual([5, 7]);
  });

  test('is the first over the second as a ratio', () => {
    expect(told(read(over, [part(series({ 1: 3 })), part(series({ 1: 4 }))])).at(-1)).toEqual([1, 0.75]);
  });

  test('over zero is missing, but zero over zero is zero', () => {
    expect(told(read(over, [part(series({ 1: 3 })), part(series({ 1: 0 }))])).at(-1)).toEqual([1, 'missing']);
    expect(told(read(over, [part(series({ 1: 0 })), part(series({ 1: 0 }))])).at(-1)).toEqual([1, 0]);
  });

  test('that overflows is missing', () => {
    expect(told(read(both, [part(series({ 1: 1.7e308 })), part(series({ 1: 1.7e308 }))])).at(-1)).toEqual([
      1,
      'missing',
    ]);
  });
});

test('whatever a source answers, a reading holds finite numbers that are not negative, in order, and survives JSON', () => {
  const value = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, 1e308), fc.double({ min: 0, max: 1e6, noNaN: true }));
  const point = fc.record({ atMs: fc.integer({ min: noonMs - 8 * minuteMs, max: noonMs + 2 * minuteMs }), value });
  const aSeries = fc.record({
    points: fc.array(point, { maxLength: 14 }),
    trouble: fc.option(fc.constant('PartialData')),
  });
  const anAnswer = fc.record({ metric: aSeries, witness: fc.option(aSeries) });
  const configs = [
    aReadingConfig(),
    witnessed,
    aReadingConfig({ parts: [aPart, aPart], combine: 'ratio', scale: 0.1 }),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...configs),
      fc.array(anAnswer, { maxLength: 3 }),
      fc.nat(400),
      (config, answers, secondsPast) => {
        const reading = read(config, answers, secondsPast);
        const times = reading.samples.map(({ atMs }) => atMs);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
        for (const sample of reading.samples) {
          expect(sample.atMs + minuteMs).toBeLessThanOrEqual(noonMs + secondsPast * 1000);
          if (sample.is === 'value') expect(sample.value >= 0 && Number.isFinite(sample.value)).toBe(true);
        }
        expect(JSON.parse(JSON.stringify(reading))).toStrictEqual(reading);
      },
    ),
    { numRuns: 1000 },
  );
});

describe('what a reading is', () => {
  const mine = { kind: 'lambda', functionName: 'numbers', unit: 'bytes' } as const;

  test('is told beside its values: its unit, and whether an alarm can watch all of it', () => {
    const nothing = part(series({}));
    expect(read(aReadingConfig(), [nothing])).toMatchObject({ unit: null, wakes: true });
    expect(read(aReadingConfig({ unit: 'count' }), [nothing])).toMatchObject({ unit: 'count', wakes: true });
    expect(read(aReadingConfig({ parts: [mine] }), [nothing])).toMatchObject({ unit: 'bytes', wakes: false });
    expect(read(aReadingConfig({ parts: [aPart, mine] }), [nothing, nothing])).toMatchObject({ wakes: false });
  });
});
