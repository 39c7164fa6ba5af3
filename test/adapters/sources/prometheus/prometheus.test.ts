import { describe, expect, it } from 'vitest';
import { parseAnswer } from '../../../../adapters/sources/prometheus/answer.ts';
import { evaluationsOf, mostPoints } from '../../../../adapters/sources/prometheus/evaluations.ts';
import { freshQuery } from '../../../../adapters/sources/prometheus/fresh-query.ts';
import { reading } from '../../../../core/readings/reading-config.ts';

const minuteMs = 60_000;
const now = Date.parse('2026-11-20T12:00:00Z');
const byMinute = { periodSeconds: 60, delaySeconds: 30 };

describe('when a query is evaluated', () => {
  it('is at the end of each period that is whole and whose delay is over', () => {
    const range = { fromMs: now - 3 * minuteMs - 1, toMs: now + 10 * minuteMs };
    expect(evaluationsOf(byMinute, range, now)).toEqual([{ firstMs: now - 2 * minuteMs, lastMs: now - minuteMs }]);
    expect(evaluationsOf(byMinute, range, now + 30_000)).toEqual([{ firstMs: now - 2 * minuteMs, lastMs: now }]);
  });

  it('is never where no period is over yet', () => {
    expect(evaluationsOf(byMinute, { fromMs: now, toMs: now + minuteMs }, now)).toEqual([]);
    expect(evaluationsOf(byMinute, { fromMs: now, toMs: now }, now)).toEqual([]);
  });

  it.each([1, mostPoints - 1, mostPoints, mostPoints + 1, 90_720])(
    'asks for %i periods once each, in calls of no more than is answered',
    (periods) => {
      const calls = evaluationsOf(byMinute, { fromMs: now - periods * minuteMs, toMs: now }, now + minuteMs);
      const asked = calls.flatMap(({ firstMs, lastMs }) =>
        Array.from({ length: (lastMs - firstMs) / minuteMs + 1 }, (_, index) => firstMs + index * minuteMs),
      );
      expect(asked).toEqual(Array.from({ length: periods }, (_, index) => now - (periods - index - 1) * minuteMs));
      expect(calls).toHaveLength(Math.ceil(periods / mostPoints));
      for (const { firstMs, lastMs } of calls) expect((lastMs - firstMs) / minuteMs).toBeLessThan(mostPoints);
    },
  );
});

describe('a plain metric', () => {
  it.each(['up', ' http_requests{job="web"}', 'job:requests:rate5m', '{__name__="up"}'])(
    '%s is told as far as it is fresh',
    (query) => {
      expect(freshQuery(query, 60)).toBe(`last_over_time(${query.trim()}[60s])`);
    },
  );
  it.each(['sum(up)', 'rate(x[1m])', '1', 'inf', 'NaN', 'up offset 5m', 'x{a="}"}', 'up[5m]'])(
    'is not what %s is',
    (query) => {
      expect(freshQuery(query, 60)).toBe(query);
    },
  );
});

describe('an answer', () => {
  const matrix = (...values: string[]) => ({
    status: 'success',
    data: { resultType: 'matrix', result: [{ metric: { a: 'b' }, values: values.map((value, at) => [at, value]) }] },
  });
  it('is numbers, and how many are none', () => {
    const { points, spoilt } = parseAnswer(200, matrix('1', '-2.5', '1e3', 'NaN', '+Inf', '-Inf', '', '0x10'));
    expect(points.map(({ value }) => value)).toEqual([1, -2.5, 1000]);
    expect(spoilt).toBe(5);
  });
  it('of a scalar is a series without labels', () => {
    const told = parseAnswer(200, { status: 'success', data: { resultType: 'scalar', result: [7.5, '3'] } });
    expect(told).toMatchObject({ labels: '{}', points: [{ atMs: 7500, value: 3 }] });
  });
  it.each([
    [200, null],
    [200, { status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, histograms: [] }] } }],
    [200, { status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values: [['1', 2]] }] } }],
  ])('of another shape is a miss: %#', (status, json) => {
    expect(() => parseAnswer(status, json)).toThrow(expect.objectContaining({ name: 'AnswerNotUnderstood' }));
  });
});

describe('a part', () => {
  const part = { kind: 'prometheus', url: 'https://p.example.com/prefix', query: 'up' };
  it('has defaults, and reads the three ways of asking', () => {
    expect(reading.parse({ parts: [part] }).parts[0]).toMatchObject({
      auth: null,
      periodSeconds: 60,
      delaySeconds: 30,
    });
    for (const auth of [
      { kind: 'bearer', secretArn: 'arn:a' },
      { kind: 'basic', secretArn: 'arn:a' },
      { kind: 'sigv4', workspaceArn: 'arn:w' },
    ])
      expect(reading.safeParse({ parts: [{ ...part, auth }] }).success).toBe(true);
  });
  it.each(['p.example.com', 'ftp://p', 'https://user:hush@p', 'https://p?token=hush', ''])(
    'is not asked at %j',
    (url) => {
      expect(reading.safeParse({ parts: [{ ...part, url }] }).success).toBe(false);
    },
  );
});
