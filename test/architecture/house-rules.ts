/** What the files of one room may import: other files by the start of their path, packages by the start of their name. */
export interface Room {
  /** A folder, or a file, from the root. The longest match counts. */
  readonly at: string;
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

const spine = ['core/model/', 'core/ports.ts', 'core/guards.ts', 'core/because-of.ts', 'core/capability.ts'];
const capabilities = ['scaling', 'balancing', 'sharding', 'purging', 'diagnosing'];
const awsClients = ['@aws-sdk/', '@smithy/'];

/** Who may import whom. Data flows one way: nouns below, verbs above, AWS at the edge. */
export const rooms: readonly Room[] = [
  { at: 'core/model/', files: ['core/model/'], packages: ['zod/mini'] },
  { at: 'core/ports.ts', files: ['core/model/'], packages: [] },
  { at: 'core/guards.ts', files: ['core/model/'], packages: [] },
  { at: 'core/because-of.ts', files: ['core/model/'], packages: [] },
  { at: 'core/capability.ts', files: ['core/model/', 'core/ports.ts'], packages: [] },
  { at: 'core/look.ts', files: [...spine], packages: [] },
  { at: 'core/pipeline.ts', files: [...spine, 'core/look.ts'], packages: [] },
  ...capabilities.map((name) => ({ at: `core/${name}/`, files: [...spine, `core/${name}/`], packages: [] })),
  {
    at: 'adapters/',
    files: ['core/', 'adapters/'],
    packages: [...awsClients, 'dataloader', 'pg', 'zod/mini', 'node:'],
  },
  {
    at: 'functions/',
    files: ['core/', 'adapters/', 'functions/'],
    packages: [
      ...awsClients,
      '@middy/core',
      '@aws-lambda-powertools/',
      '@types/aws-lambda',
      'aws-lambda',
      'node:',
      'zod/mini',
    ],
  },
  {
    at: 'functions/policy-tuner/',
    files: ['core/', 'adapters/', 'functions/', 'sim/'],
    packages: [...awsClients, '@middy/core', '@aws-lambda-powertools/', 'aws-lambda', 'node:', 'zod/mini'],
  },
  { at: 'lib/', files: ['lib/', 'core/model/'], packages: ['aws-cdk-lib', 'constructs', 'node:'] },
  { at: 'sim/', files: ['sim/', 'core/', 'adapters/ledgers/memory.ts'], packages: ['node:', 'zod/mini', 'uplot'] },
  { at: 'local/', files: ['local/'], packages: ['node:'] },
  {
    at: 'cli/',
    files: ['cli/', 'core/', 'sim/', 'adapters/', 'local/'],
    packages: [...awsClients, 'acorn', 'cli-progress', 'commander', 'hyparquet', 'node:'],
  },
  { at: 'bin/headroom.ts', files: ['cli/'], packages: ['node:'] },
  {
    at: 'bin/app.ts',
    files: ['lib/', 'core/model/', 'headroom.config.ts'],
    packages: ['aws-cdk-lib', 'cdk-nag', 'node:'],
  },
  { at: 'headroom.config.ts', files: ['core/model/'], packages: [] },
  {
    at: 'examples/',
    files: ['examples/', 'lib/', 'core/model/'],
    packages: ['aws-cdk-lib', 'constructs', 'cdk-nag', 'node:'],
  },
  { at: 'build/', files: ['build/'], packages: ['esbuild', 'node:'] },
  {
    at: 'bench/',
    files: ['bench/', 'core/', 'adapters/', 'sim/', 'local/', 'functions/', 'cli/'],
    packages: [...awsClients, 'node:', 'vega-datasets', 'hashring', 'consistent-hash', 'pg'],
  },
];

/** Folders and files at the top that hold source. */
export const sourceFolders = [
  'core',
  'adapters',
  'functions',
  'lib',
  'sim',
  'cli',
  'bin',
  'local',
  'build',
  'bench',
  'examples',
];

/** Deciding is pure: no clock, no chance, no environment, no network. */
export const bannedInCore = [
  'Date.now',
  'new Date()',
  'Math.random',
  'process',
  'fetch()',
  'console',
  'performance.now',
  'crypto',
  'setTimeout()',
  'Date()',
];

/** The only places that read the environment: where a process starts. */
export const environmentReaders =
  /^(functions\/([\w-]+\/)?world\.ts|bin\/|local\/|build\/|bench\/|examples\/.*app\.ts)/;

/** Names that say nothing about what is inside. */
export const emptyNames =
  /(^|\/)(utils?|helpers?|common|shared|manager|service|misc|types)([/.]|$)|-(utils?|helpers?|manager)([/.]|$)/;

/** Files that something other than an import opens: Lambda, a shell, cdk, Node, a package's reader. */
export const entryPoints = [
  /^functions\/[\w-]+\/handler\.ts$/,
  /^bin\//,
  /^(build|local)\/main\.ts$/,
  /^local\/keeper\.ts$/,
  /^functions\/environment-credentials\.ts$/,
  /^bench\//,
  /^examples\//,
  /^lib\/index\.ts$/,
  /^core\/model\/deployment\.ts$/,
  /^adapters\/shards\/shards\.ts$/,
  /^sim\/.*worker\.ts$/,
];

/** Packages that are used without being imported from source, and how. */
export const usedWithoutImport: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'formats and lints',
  '@types/node': 'types of Node',
  '@types/aws-lambda': 'types of Lambda events',
  '@types/cli-progress': 'types of cli-progress',
  '@types/hashring': 'types of hashring',
  '@types/pg': 'types of pg',
  'aws-cdk': 'the cdk command',
  'vega-datasets': 'its data files are the trace of the demo',
  uplot: 'its files are inlined into reports',
  node: 'Node 24 for every script',
  typescript: 'checks types, and emits the package',
};
