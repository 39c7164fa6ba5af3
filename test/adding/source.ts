import type { Adding } from './adding.ts';

export const source: Adding = {
  what: 'a source',
  most: 3,
  files: {
    'core/readings/sources/graphite.ts': `import * as z from 'zod/mini';
import { integer, seconds, text } from '../../schema/fields.ts';
import type { SourceKindOf } from './source-contract.ts';

const schema = z.strictObject({
  target: text(),
  periodSeconds: z._default(integer().check(z.positive()), 60),
  delaySeconds: z._default(seconds(), 60),
});

export const graphite = {
  schema,
  wakes: false,
  name: ({ target }) => target,
  unit: () => null,
  adds: () => false,
  isSparse: () => false,
  keptPeriodSeconds: ({ periodSeconds }) => periodSeconds,
  speaksAtZero: () => null,
  zeroIsTold: () => false,
  holdsLast: () => true,
  inHand: () => null,
} as const satisfies SourceKindOf<typeof schema>;
`,
    'adapters/sources/graphite/kind.ts': `import type { SourceModule } from '../kind-source.ts';

export interface GraphiteClient {
  render(target: string): Promise<readonly (readonly [value: number, atSeconds: number])[]>;
}

export const graphite: SourceModule<'graphite', GraphiteClient> = {
  connect: () => ({ render: async () => [] }),
  open: ({ client }) => ({
    read: async ({ target }, fromMs, toMs) => {
      const all = (await client.render(target)).map(([value, atSeconds]) => ({ value, atMs: atSeconds * 1000 }));
      return { metric: { points: all.filter(({ atMs }) => atMs >= fromMs && atMs < toMs), trouble: null }, witness: null };
    },
  }),
};
`,
    'test/laws/sources/graphite.ts': `import { connectSources } from '../../../adapters/sources/catalogue.ts';
import { FakeCloudWatch } from '../../adapters/sources/cloudwatch/fake-cloudwatch.ts';
import type { Points, SourceRig } from '../source-rig.ts';

export function rig(): SourceRig<'graphite'> {
  const metrics = new Map<string, Points>();
  const render = async (target: string) =>
    (metrics.get(target) ?? []).map(([atMs, value]) => [value, atMs / 1000] as const);
  return {
    service: new FakeCloudWatch(),
    readsPerCall: 1,
    part: (target) => ({ kind: 'graphite', target, periodSeconds: 60, delaySeconds: 60 }),
    put: (name, points) => void metrics.set(name, points),
    askedSeconds: () => [],
    open: connectSources({}, { graphite: { render } }),
  };
}
`,
  },
  edits: [
    {
      file: 'core/readings/source-kinds.ts',
      imports: "import { graphite } from './sources/graphite.ts';",
      after: 'export const sourceKinds = {',
      line: 'graphite,',
      askedBy: 'nobody',
    },
    {
      file: 'adapters/sources/catalogue.ts',
      imports: null,
      after: 'const kinds = {',
      line: "graphite: connecting(async () => (await import('./graphite/kind.ts')).graphite),",
      askedBy: 'compiler',
    },
    {
      file: 'lib/sources/catalogue.ts',
      imports: null,
      after: 'SourceConstruct<K> } = {',
      line: 'graphite: { metric: null, permissions: () => [] },',
      askedBy: 'compiler',
    },
  ],
};
