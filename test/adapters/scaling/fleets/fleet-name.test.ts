import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fleetName, namedApart } from '../../../../adapters/scaling/fleets/fleet-name.ts';
import { isSubjectName } from '../../../../core/model/subject-name.ts';

describe('the name of a found fleet', () => {
  it('is that of its target where a scalable may be called so', () => {
    expect(fleetName('shop', 'api')).toBe('shop/api');
    expect(fleetName('Shop web (blue)')).toBe('Shop-web-blue');
  });

  it('is one that a scalable may have, whatever the target is called', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 255 }), { minLength: 1, maxLength: 2 }),
        (parts) => {
          expect(isSubjectName(fleetName(...parts))).toBe(true);
        },
      ),
    );
  });

  it('is nobody else’s', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'a-2', 'b', 'x'.repeat(128)), { maxLength: 12 }), (names) => {
        const apart = namedApart(names.map((name) => ({ name }))).map(({ name }) => name);
        expect(new Set(apart).size).toBe(names.length);
        expect(apart.every(isSubjectName)).toBe(true);
      }),
    );
  });
});
