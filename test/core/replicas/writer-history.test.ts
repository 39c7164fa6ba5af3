import { expect, test } from 'vitest';
import { WriterHistory } from '../../../core/replicas/writer-history.ts';

const at = (lsn: bigint) => ({ timeline: 1, lsn });

test('answers that overtake each other take nothing back, and a database that was made anew begins anew', () => {
  const history = new WriterHistory(10_000);
  history.add(at(500n), 0);
  history.add(at(900n), 1000);
  history.add(at(880n), 1010);
  expect(history.newest?.lsn).toBe(900n);
  history.add(at(20n), 60_000);
  expect(history.newest?.lsn).toBe(20n);
  expect(history.lagMs(20n, 60_100)).toBe(0);
});
