import { describe, expect, it } from 'vitest';
import { parseAnswer } from '../../../../adapters/sources/prometheus/answer.ts';
import { freshQuery } from '../../../../adapters/sources/prometheus/fresh-query.ts';
import { reading } from '../../../../core/readings/reading-config.ts';

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
  it.each(['requests_total', ' shop:requests_total{code="200"} '])('is refused for %j, a counter as it is', (query) => {
    const { error } = reading.safeParse({ parts: [{ ...part, query }] });
    expect(JSON.stringify(error?.issues)).toContain('write how fast, e.g. sum(rate(requests_total[1m]))');
  });
  it.each([
    'rate(requests_total[1m])',
    'sum(requests_total)',
    'requests_totals',
    'up',
    'last_over_time(requests_total[1m])',
  ])('may be %s', (query) => {
    expect(reading.safeParse({ parts: [{ ...part, query, witness: 'requests_total' }] }).success).toBe(true);
  });
  it.each(['p.example.com', 'ftp://p', 'https://user:hush@p', 'https://p?token=hush', ''])(
    'is not asked at %j',
    (url) => {
      expect(reading.safeParse({ parts: [{ ...part, url }] }).success).toBe(false);
    },
  );
});
