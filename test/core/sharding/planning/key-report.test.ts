import { describe, expect, it } from 'vitest';
import { heaviestKeys } from '../../../../core/sharding/planning/key-report.ts';

describe('the heaviest key of a slot', () => {
  it('is the one that all processes together spend most on, with its part of the slot’s whole time', () => {
    const reports = [
      {
        atMs: 0,
        slots: [[1, 100]] as const,
        keys: [
          ['a', 1, 40],
          ['b', 1, 50],
        ] as const,
      },
      {
        atMs: 1,
        slots: [
          [1, 100],
          [2, 10],
        ] as const,
        keys: [
          ['a', 1, 60],
          ['c', 2, 10],
        ] as const,
      },
    ];
    expect(heaviestKeys(reports)).toEqual(
      new Map([
        [1, { key: 'a', part: 0.5 }],
        [2, { key: 'c', part: 1 }],
      ]),
    );
  });

  it('is told of no slot that nobody reported', () => {
    expect(heaviestKeys([])).toEqual(new Map());
  });
});
