import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meantOrAll, nearNames } from '../../../core/model/near-names.ts';

const names = ['checkout/web', 'checkout/database', 'search/web', 'site', 'orders/m1', 'shop/s0', 'shop/s1'];

describe('names that somebody may have meant', () => {
  it.each([
    ['chekout/web', ['checkout/web']],
    ['Checkout/Web', ['checkout/web']],
    ['checkout', ['checkout/web', 'checkout/database']],
    ['web', ['search/web', 'checkout/web']],
    ['sites', ['site']],
    ['chekcout/web', ['checkout/web']],
    ['iste', ['site']],
    ['shpo/s1', ['shop/s1']],
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

  it('are told, or else all that there are, or that there are none', () => {
    expect(meantOrAll('iste', names)).toBe('did you mean "site"?');
    expect(meantOrAll('mainframe', ['site'])).toBe('there is only site');
    expect(meantOrAll('mainframe', [])).toBe('there are none');
  });

  it('are three at most', () => {
    expect(nearNames('a', ['a1', 'a2', 'a3', 'a4'])).toEqual(['a1', 'a2', 'a3']);
  });
});
