import { expect, test } from 'vitest';
import { inKeptPeriods } from '../../../core/readings/kept-periods.ts';
import { type ReadingInput, reading } from '../../../core/readings/reading-config.ts';

const dayMs = 86_400_000;
const sum = { kind: 'cloudwatch', namespace: 'Shop', metricName: 'Orders', stat: 'Sum' } as const;
const average = { ...sum, stat: 'Average' } as const;
const told = { kind: 'lambda', functionName: 'numbers', adds: true } as const;

function after(input: ReadingInput, days: number) {
  const { parts, scale } = inKeptPeriods(reading.parse(input), days * dayMs);
  return [parts.map(({ periodSeconds }) => periodSeconds), scale];
}

test('what is two weeks old is read by the minute, and what is older in the periods that are kept', () => {
  expect(after({ parts: [average] }, 14)).toEqual([[60], 1]);
  expect(after({ parts: [average] }, 20)).toEqual([[300], 1]);
  expect(after({ parts: [average] }, 100)).toEqual([[3600], 1]);
  expect(after({ parts: [{ ...average, periodSeconds: 10 }] }, 0)).toEqual([[60], 1]);
  expect(after({ parts: [told] }, 100)).toEqual([[60], 1]);
});

test('a sum is so much larger over a longer period, and its scale follows', () => {
  expect(after({ parts: [sum], scale: 1 / 60 }, 20)).toEqual([[300], 1 / 300]);
  expect(after({ parts: [sum, average] }, 20)).toEqual([[300, 300], 1]);
});

test('parts of several kinds are read in the periods that all of them have', () => {
  expect(after({ parts: [told, sum] }, 20)).toEqual([[300, 300], 0.2]);
});

test('a ratio changes only where one of its parts adds up and the other does not', () => {
  expect(after({ parts: [sum, sum], combine: 'ratio' }, 20)).toEqual([[300, 300], 1]);
  expect(after({ parts: [sum, average], combine: 'ratio' }, 20)).toEqual([[300, 300], 0.2]);
  expect(after({ parts: [average, sum], combine: 'ratio' }, 20)).toEqual([[300, 300], 5]);
});
