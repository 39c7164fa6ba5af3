import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearNames } from '../../../cli/explain/near-names.ts';
import { nothingRecorded } from '../../../cli/explain/nothing-recorded.ts';
import { capabilityNames } from '../../../core/model/capability-name.ts';

const names = ['checkout/web', 'checkout/database', 'search/web', 'site', 'orders/m1'];

describe('names that somebody may have meant', () => {
  it.each([
    ['chekout/web', ['checkout/web']],
    ['Checkout/Web', ['checkout/web']],
    ['checkout', ['checkout/web', 'checkout/database']],
    ['web', ['search/web', 'checkout/web']],
    ['sites', ['site']],
    ['mainframe', []],
    ['x', []],
  ])('%s: %j', (meant, near) => {
    expect(nearNames(meant, names)).toEqual(near);
  });

  it('hold the one that lost, gained or changed a letter, before others', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('checkout/web', 'search/web'),
        fc.nat(),
        fc.constantFrom('', 'q', 'qq'),
        (name, at, put) => {
          const place = at % name.length;
          expect(nearNames(name.slice(0, place) + put + name.slice(place + 1), names)[0]).toBe(name);
        },
      ),
    );
  });

  it('are three at most', () => {
    expect(nearNames('a', ['a1', 'a2', 'a3', 'a4'])).toEqual(['a1', 'a2', 'a3']);
  });
});

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
