import { expect, test } from 'vitest';
import { nowMs, Rows } from '../../../bench/caching/soak/rows.ts';

test('a version is over from when the next one was committed', () => {
  const rows = new Rows();
  rows.write(3);
  const before = nowMs();
  rows.write(3);
  expect(rows.overForMs(3, 2, before)).toBe(0);
  expect(rows.overForMs(3, 1, before + 100)).toBeGreaterThan(50);
  expect(rows.overForMs(3, 1, before + 100)).toBeLessThanOrEqual(100);
  expect(rows.overForMs(3, 1, before - 100)).toBe(0);
});

test('a commit of which it was never said when it was accuses no read', () => {
  const rows = new Rows();
  rows.write(3);
  // A writer that is killed after it took a number and before it said when.
  Atomics.add(new Int32Array(rows.memory), 3, 1);
  expect(rows.overForMs(3, 1, nowMs() + 100)).toBe(0);
  const before = nowMs();
  expect(rows.write(3)).toBe(3);
  expect(rows.overForMs(3, 1, before + 100)).toBeLessThanOrEqual(100);
});
