import { describe, expect, it } from 'vitest';
import { nothingRecorded } from '../../../cli/explain/nothing-recorded.ts';
import { capabilityNames } from '../../../core/model/capability-name.ts';

describe('a subject of which nothing is recorded', () => {
  const known = [
    { capability: 'scaling', subject: 'checkout/web' },
    { capability: 'balancing', subject: 'checkout/web' },
    { capability: 'moving', subject: 'orders/m1' },
  ] as const;

  it('waits for its first look where it is configured', () => {
    expect(nothingRecorded('checkout/web', capabilityNames, known).message).toBe(
      'nothing is recorded of "checkout/web": it is there as scalable and balance; wait for its first look',
    );
  });

  it('may be of another capability than it was sought under', () => {
    expect(nothingRecorded('orders/m1', ['purging'], known).message).toBe(
      'nothing is recorded of "orders/m1"; did you mean the move orders/m1?',
    );
  });

  it('may be misspelt', () => {
    expect(nothingRecorded('chekout/web', capabilityNames, known).message).toBe(
      'nothing is recorded of "chekout/web"; did you mean the scalable checkout/web or the balance checkout/web?',
    );
  });

  it('may be nothing at all', () => {
    expect(nothingRecorded('mainframe', capabilityNames, known).message).toEqual(
      expect.stringMatching(/^nothing is recorded of "mainframe"; there are checkout\/web, /),
    );
  });
});
