import type { Adding } from './adding.ts';
import { dreaming } from './dreaming.ts';

export const capability: Adding = {
  what: 'a capability',
  most: 6,
  files: dreaming,
  edits: [
    {
      file: 'core/model/capability-name.ts',
      imports: null,
      after: 'const configured = {',
      line: "dreaming: { noun: 'dream', function: 'dream-weaver' },",
      askedBy: 'nobody',
    },
    {
      file: 'core/capabilities.ts',
      imports: null,
      after: 'const capabilities = {',
      line: `dreaming: {
    card: async () => (await import('./dreaming/card.ts')).card,
    parse: async () => (await import('./dreaming/config/parse-dream.ts')).parseDream,
  },`,
      askedBy: 'compiler',
    },
    {
      file: 'core/config.ts',
      imports: "import { dreams } from './dreaming/config/declared-dream.ts';",
      after: 'const sections = {',
      line: 'dreaming: dreams,',
      askedBy: 'compiler',
    },
    {
      file: 'lib/declared.ts',
      imports: null,
      after:
        'readonly [Name in DeclaredRoom]: (headroom: Headroom, scope: Construct, subject: Declared<Name>) => void;\n} = {',
      line: 'dreaming: (headroom, _, { config: { dream, ...props } }) => headroom.dream(dream, props),',
      askedBy: 'compiler',
    },
    {
      file: 'lib/headroom.ts',
      imports: `import { Dream, type DreamProps } from './dreaming/dream.ts';
import { DreamingDeployment } from './dreaming/dreaming-deployment.ts';`,
      after: 'export class Headroom extends Construct {',
      line: `private dreaming: DreamingDeployment | null = null;
  /** Dreams. */
  dream(name: string, props: DreamProps): Dream {
    this.dreaming ??= new DreamingDeployment(this, 'Dreaming', this.deployment);
    return new Dream(this.dreaming, name, props);
  }`,
      askedBy: 'test',
    },
    {
      file: 'lib/index.ts',
      imports: `export { Dream, type DreamProps } from './dreaming/dream.ts';`,
      after: '',
      line: '',
      askedBy: 'test',
    },
  ],
};
