/** What the files of one room may import: other files by the start of their path, packages by the start of their name. */
export interface Room {
  /** A folder, or a file, from the root. The longest match counts. */
  readonly at: string;
  /** What is inside, in a few words; null where the room above says it. */
  readonly holds: string | null;
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

/** What Headroom does. Each has a room of its own on every storey, and none imports another's. */
export const capabilities = ['scaling', 'balancing', 'purging', 'sharding'];

const says: Readonly<Record<string, string>> = {
  scaling: 'how many units: policies propose, guards limit',
  balancing: 'which weights target groups have',
  purging: 'which paths to purge',
  sharding: 'where keys are, and which slot moves where: map, planning, moving',
};

const aws = ['@aws-sdk/', '@smithy/'];
const powertools = ['@middy/core', '@aws-lambda-powertools/', 'aws-lambda'];

/** What every capability decides with. */
const spine = [
  'core/model/',
  'core/because-of.ts',
  'core/ports.ts',
  'core/guards.ts',
  'core/capability.ts',
  'core/readings/',
  'core/schema/',
  'core/time/',
  'core/prices/',
];
/** What a config is made of. */
const configParts = ['core/model/', 'core/readings/', 'core/schema/', 'core/time/', 'core/prices/'];
const configs = capabilities.map((name) => `core/${name}/config/`);

const adaptersBelow = ['aws', 'table', 'ledger', 'signals', 'sources', 'postgres'].map((name) => `adapters/${name}/`);

/** Who may import whom. Data flows one way: nouns below, verbs above, AWS at the edge. */
export const rooms: readonly Room[] = [
  {
    at: 'core/model/',
    holds: 'the nouns: signal, memory, decision, reason, outcome, entry',
    files: ['core/model/'],
    packages: [],
  },
  {
    at: 'core/schema/',
    holds: 'what configs are made of: fields, kinds, errors that name the field',
    files: ['core/model/', 'core/schema/'],
    packages: ['zod/mini'],
  },
  { at: 'core/time/', holds: 'wall clocks and windows of the day', files: ['core/time/'], packages: [] },
  { at: 'core/prices/', holds: 'what things cost, with the date and the page', files: ['core/prices/'], packages: [] },
  {
    at: 'core/readings/',
    holds: 'what a number is: source, unit, samples, and how parts become a reading',
    files: ['core/model/', 'core/schema/', 'core/readings/'],
    packages: ['zod/mini'],
  },
  { at: 'core/ports.ts', holds: null, files: ['core/model/'], packages: [] },
  { at: 'core/guards.ts', holds: null, files: ['core/model/'], packages: [] },
  { at: 'core/because-of.ts', holds: null, files: ['core/model/'], packages: [] },
  { at: 'core/capability.ts', holds: null, files: ['core/model/', 'core/ports.ts'], packages: [] },
  { at: 'core/', holds: 'the spine: ports, guards, the look, the pipeline', files: ['core/'], packages: [] },
  {
    at: 'core/config.ts',
    holds: 'what a `headroom.config.ts` holds',
    files: [...configParts, ...configs],
    packages: [],
  },
  ...capabilities.flatMap((name) => [
    { at: `core/${name}/`, holds: says[name] ?? null, files: [...spine, `core/${name}/`], packages: [] },
    {
      at: `core/${name}/config/`,
      holds: null,
      files: [...configParts, `core/${name}/config/`],
      packages: ['zod/mini'],
    },
  ]),
  {
    at: 'adapters/',
    holds:
      'what talks to AWS, CDNs and databases; below, for all: clients, the table, the ledger, signals, sources, PostgreSQL',
    files: [...spine, 'core/look.ts', ...adaptersBelow],
    packages: [...aws, 'dataloader', 'pg', 'zod/mini', 'node:'],
  },
  ...capabilities.map((name) => ({
    at: `adapters/${name}/`,
    holds: null,
    files: [...spine, 'core/look.ts', `core/${name}/`, ...adaptersBelow, `adapters/${name}/`],
    packages: [...aws, 'dataloader', 'pg', 'zod/mini', 'node:'],
  })),
  {
    at: 'clients/',
    holds: 'what applications import, beside what they serve',
    files: ['core/', 'adapters/', 'clients/'],
    packages: [...aws, 'pg', 'node:'],
  },
  {
    at: 'functions/',
    holds: 'what Lambda runs, a folder each: `handler.ts`, `world.ts`, `events/*.json`',
    files: ['core/', 'adapters/', 'functions/'],
    packages: [...aws, ...powertools, 'node:', 'zod/mini'],
  },
  {
    at: 'functions/policy-tuner/',
    holds: null,
    files: ['core/', 'adapters/', 'functions/', 'sim/'],
    packages: [...aws, ...powertools, 'node:', 'zod/mini'],
  },
  {
    at: 'lib/',
    holds: 'CDK constructs; what `bind()` of a `lib` class returns is what the adapter of that kind takes',
    files: ['lib/', 'core/model/', 'core/config.ts', ...configs],
    packages: ['aws-cdk-lib', 'constructs', 'node:'],
  },
  {
    at: 'lib/deployment/',
    holds: null,
    files: ['lib/deployment/', 'core/model/', 'core/config.ts'],
    packages: ['aws-cdk-lib', 'constructs', 'node:'],
  },
  {
    at: 'lib/sources/',
    holds: null,
    files: ['lib/deployment/', 'lib/sources/', 'core/model/', 'core/readings/'],
    packages: ['aws-cdk-lib', 'constructs', 'node:'],
  },
  ...capabilities.map((name) => ({
    at: `lib/${name}/`,
    holds: null,
    files: [
      ...['lib/deployment/', 'lib/sources/', `lib/${name}/`],
      ...['core/model/', 'core/readings/', 'core/prices/', `core/${name}/config/`],
    ],
    packages: ['aws-cdk-lib', 'constructs', 'node:'],
  })),
  {
    at: 'sim/',
    holds: 'made-up worlds with the same ports, baselines, backtests, reports',
    files: ['sim/', 'core/', 'adapters/ledger/memory.ts'],
    packages: ['node:', 'zod/mini', 'uplot'],
  },
  {
    at: 'local/',
    holds: 'the local AWS and other servers, installed, started and stopped',
    files: ['local/'],
    packages: ['node:'],
  },
  {
    at: 'cli/',
    holds: 'what a person types, one command a file',
    files: ['cli/', 'core/', 'sim/', 'adapters/', 'local/'],
    packages: [...aws, 'acorn', 'cli-progress', 'commander', 'hyparquet', 'node:'],
  },
  { at: 'bin/', holds: 'doors: the CDK app and the command line', files: [], packages: ['node:'] },
  { at: 'bin/headroom.ts', holds: null, files: ['cli/'], packages: ['node:'] },
  {
    at: 'bin/app.ts',
    holds: null,
    files: ['lib/', 'core/model/', 'core/config.ts', 'headroom.config.ts'],
    packages: ['aws-cdk-lib', 'cdk-nag', 'node:'],
  },
  {
    at: 'bin/invoke',
    holds: 'runs a function of this checkout on a laptop; no part of the package',
    files: ['bin/invoke/', 'cli/', 'functions/', 'local/', 'core/', 'adapters/'],
    packages: ['@aws-sdk/', 'node:'],
  },
  { at: 'headroom.config.ts', holds: null, files: ['core/config.ts'], packages: [] },
  {
    at: 'examples/',
    holds: 'small CDK apps, compiled and synthesised in the tests',
    files: ['examples/', 'lib/', 'core/model/'],
    packages: ['aws-cdk-lib', 'constructs', 'cdk-nag', 'node:'],
  },
  { at: 'build/', holds: 'bundles, and the package', files: ['build/'], packages: ['esbuild', 'node:'] },
  {
    at: 'bench/',
    holds: 'benchmarks that print JSON',
    files: ['bench/', 'core/', 'adapters/', 'clients/', 'sim/', 'local/', 'functions/', 'cli/'],
    packages: [...aws, 'node:', 'vega-datasets', 'hashring', 'consistent-hash', 'pg'],
  },
];

/** Folders and files at the top that hold source. */
export const sourceFolders = [
  'core',
  'adapters',
  'clients',
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
  /^bin\/[\w-]+\.ts$/,
  /^bin\/invoke\/run-handler\.ts$/,
  /^(build|local)\/main\.ts$/,
  /^local\/keeper\.ts$/,
  /^functions\/(environment-credentials|mapped-stacks)\.ts$/,
  /^bench\//,
  /^examples\//,
  /^lib\/index\.ts$/,
  /^core\/config\.ts$/,
  /^clients\/shards\.ts$/,
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
