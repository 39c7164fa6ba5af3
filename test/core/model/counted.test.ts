import { describe, expect, it } from 'vitest';
import { counted, inNumber } from '../../../core/model/counted.ts';
import { tell } from '../../../core/model/reason.ts';

describe('counts', () => {
  it.each([
    [0, 'slot', '0 slots'],
    [1, 'slot', '1 slot'],
    [2, 'entry', '2 entries'],
    [3, 'index', '3 indexes'],
    [1, 'process', '1 process'],
  ])('%i of %s: %s', (count, noun, text) => {
    expect(counted(count, noun)).toBe(text);
  });

  it.each([
    ['needs 1 units', 'needs 1 unit'],
    ['1 units serve that', '1 unit serves that'],
    ['site: 1 items were refused', 'site: 1 item was refused'],
    ['1 changed paths by 1 items', '1 changed path by 1 item'],
    ['1 entries, 1 indexes and 1 queries', '1 entry, 1 index and 1 query'],
    ['its last 1 minutes (1 points)', 'its last 1 minute (1 point)'],
  ])('"%s" is told as "%s"', (text, told) => {
    expect(inNumber(text)).toBe(told);
  });

  it.each([
    '11 units are',
    '0.1 units',
    '1.1 units',
    '1,1 units',
    '-1 units',
    'v1 units',
    '21:1 units',
    'a/1 units',
    '1 unitsworth',
    '1 minus',
    '1 is',
    '1 of its units',
    'slot 1 moves to b',
    '1 times as fast',
  ])('"%s" stays as it is', (text) => {
    expect(inNumber(text)).toBe(text);
  });

  it('hold in every reason', () => {
    expect(tell({ says: '{units} units serve {value} requests', units: 1, value: 1 })).toBe('1 unit serves 1 request');
    expect(tell({ says: '{units} units serve {value} requests', units: 0.999, value: 7 })).toBe(
      '1 unit serves 7 requests',
    );
  });
});
