import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseNightly, chooseSeveralNightly } from '../../../../sim/scaling/portfolio/nightly.ts';
import { standardRule } from '../../../../sim/scaling/portfolio/rule.ts';
import { aRecord } from './a-record.ts';

const rule = { ...standardRule, budgetPercent: 0.5 };
const someDays = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 10, max: 40 })), {
  minLength: 12,
  maxLength: 12,
});

test('nothing of a day is in the choice for it', () => {
  fc.assert(
    fc.property(fc.array(someDays, { minLength: 2, maxLength: 6 }), fc.integer({ min: 0, max: 11 }), (all, from) => {
      const before = chooseNightly(
        all.map((days) => aRecord(days)),
        12,
        0,
        rule,
      );
      const changed = all.map((days) =>
        aRecord(days.map(([v, c], day): [number, number] => (day >= from ? [9 - v, 50 - c] : [v, c]))),
      );
      expect(chooseNightly(changed, 12, 0, rule).slice(0, from + 1)).toEqual(before.slice(0, from + 1));
      const kinds = all.map((_, index) => `kind ${index % 3}`);
      const several = chooseSeveralNightly({ records: all.map((days) => aRecord(days)), kinds }, 12, 0, rule);
      const changedToo = chooseSeveralNightly({ records: changed, kinds }, 12, 0, rule);
      expect(changedToo.slice(0, from + 1)).toEqual(several.slice(0, from + 1));
    }),
  );
});
