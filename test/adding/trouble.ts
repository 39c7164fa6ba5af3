import type { Adding } from './adding.ts';

export const trouble: Adding = {
  what: 'a kind of trouble',
  most: 4,
  files: {
    'core/scaling/troubles/haunted.ts': `import type { FindTrouble } from './find.ts';

export const haunted: FindTrouble = ({ subject }) =>
  subject.endsWith('/ghost') ? { because: { says: 'it howls' }, sinceMs: null } : null;
`,
  },
  edits: [
    {
      file: 'core/model/trouble-kinds.ts',
      imports: null,
      after: 'export const troubleKinds = {',
      line: `haunted: {
    of: 'scaling',
    metric: 'Haunted',
    ofAdvice: false,
    afterSeconds: 0,
  },`,
      askedBy: 'nobody',
    },
    {
      file: 'core/model/trouble-texts.ts',
      imports: null,
      after: 'troubleTexts: Readonly<Record<TroubleKind, TroubleWords>> = {',
      line: "haunted: { title: 'it is haunted', means: 'A scalable is haunted', remedy: 'call somebody to {subject}' },",
      askedBy: 'compiler',
    },
    {
      file: 'core/scaling/troubles/catalogue.ts',
      imports: "import { haunted } from './haunted.ts';",
      after: "TroubleKindOf<'scaling'>, FindTrouble>> = {",
      line: 'haunted,',
      askedBy: 'compiler',
    },
    {
      file: 'test/laws/trouble-kinds.test.ts',
      imports: null,
      after: "TroubleKindOf<'scaling'>, Observation>> = {",
      line: "haunted: anObservation({ subject: 'castle/ghost' }),",
      askedBy: 'compiler',
    },
  ],
};
