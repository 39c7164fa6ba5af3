import type { Adding } from './adding.ts';
import { dreaming } from './dreaming.ts';

export const capability: Adding = {
  what: 'a capability',
  most: 4,
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
