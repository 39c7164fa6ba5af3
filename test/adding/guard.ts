import type { Adding } from './adding.ts';

export const guard: Adding = {
  what: 'a guard',
  most: 2,
  files: {
    'core/scaling/guards/sanity.ts': `import { limitUnits } from '../guard.ts';

const most = 1_000_000;

export const sanity = limitUnits((_, units) =>
  units <= most ? null : { units: most, because: { says: 'nobody has more than {most} units', most } },
);
`,
  },
  edits: [
    {
      file: 'core/scaling/guards/catalogue.ts',
      imports: "import { sanity } from './sanity.ts';",
      after: 'Guards<Situation, Desired> = [',
      line: "['sanity', sanity],",
      askedBy: 'nobody',
    },
    {
      file: 'test/laws/guard.test.ts',
      imports: null,
      after: '.toEqual([',
      line: "'sanity',",
      askedBy: 'test',
    },
  ],
};
