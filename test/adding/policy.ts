import type { Adding } from './adding.ts';

export const policy: Adding = {
  what: 'a policy',
  most: 3,
  files: {
    'core/scaling/config/policies/constant.ts': `import * as z from 'zod/mini';
import { count } from '../../../schema/fields.ts';
import { policyKind } from './any-kind/policy-kind.ts';

export const constant = policyKind({
  schema: z.strictObject({ units: count() }),
  readings: () => ({}),
  wants: () => [],
  demand: () => null,
  raisesFromZero: ({ units }) => (units > 0 ? [] : null),
  wakeAbove: () => null,
  simulated: (policy) => policy,
  learns: false,
  foresees: false,
  check() {},
});
`,
    'core/scaling/policies/constant/constant.ts': `import type { Policy } from '../../policy.ts';

export const constant: Policy<'constant'> = ({ units }) => ({
  desired: { units },
  because: { says: 'it is always {units}', units },
  blind: false,
});
`,
  },
  edits: [
    {
      file: 'core/scaling/config/policy-kinds.ts',
      imports: "import { constant } from './policies/constant.ts';",
      after: 'const policyKinds = {',
      line: 'constant,',
      askedBy: 'nobody',
    },
    {
      file: 'core/scaling/policies/catalogue.ts',
      imports: "import { constant } from './constant/constant.ts';",
      after: 'Policy<K> } = {',
      line: 'constant,',
      askedBy: 'compiler',
    },
    {
      file: 'test/arbitraries.ts',
      imports: null,
      after: 'fc.Arbitrary<PolicyInput> } = {',
      line: "constant: fc.record({ kind: fc.constant('constant' as const), units: fc.nat(50) }),",
      askedBy: 'compiler',
    },
  ],
};
