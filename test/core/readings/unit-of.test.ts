import { describe, expect, test } from 'vitest';
import { reading } from '../../../core/readings/reading-config.ts';

const cpu = { kind: 'cloudwatch', namespace: 'AWS/ECS', metricName: 'CPUUtilization', stat: 'Average' } as const;
const requests = {
  kind: 'cloudwatch',
  namespace: 'AWS/ApplicationELB',
  metricName: 'RequestCount',
  stat: 'Sum',
} as const;
const mine = { kind: 'cloudwatch', namespace: 'Shop', metricName: 'Orders', stat: 'Sum' } as const;
const told = { kind: 'lambda', functionName: 'numbers', unit: 'bytes' } as const;

describe('what a reading counts', () => {
  test.each([
    ['the CPU of AWS is percent', { parts: [cpu] }, 'percent'],
    ['a hundredth of it is a share', { parts: [cpu], scale: 0.01 }, 'share'],
    ['another part of it is nothing that has a name', { parts: [cpu], scale: 0.5 }, null],
    ['how often it was told is a count', { parts: [{ ...cpu, stat: 'SampleCount' }] }, 'count'],
    ['a sum of percents is nothing', { parts: [{ ...cpu, stat: 'Sum' }] }, null],
    ['two CPUs together are no share', { parts: [cpu, cpu] }, null],
    ['requests are counted', { parts: [requests] }, 'count'],
    ['and are a rate where they are divided by their period', { parts: [requests], scale: 1 / 60 }, 'per second'],
    ['whatever the period is', { parts: [{ ...requests, periodSeconds: 300 }], scale: 1 / 300 }, 'per second'],
    ['a period that is another one makes none', { parts: [{ ...requests, periodSeconds: 300 }], scale: 1 / 60 }, null],
    ['two counts are a count', { parts: [requests, requests] }, 'count'],
    ['of different things nobody knows', { parts: [requests, mine] }, null],
    ['nobody knows what people publish', { parts: [mine] }, null],
    ['but they may say', { parts: [mine], unit: 'count' }, 'count'],
    ['a function says', { parts: [told] }, 'bytes'],
    ['a ratio may be of anything', { parts: [requests, requests], combine: 'ratio' }, null],
  ] as const)('%s', (_, input, unit) => {
    expect(reading.parse(structuredClone(input)).unit).toBe(unit);
  });
});
