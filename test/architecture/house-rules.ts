import { globSync } from 'node:fs';
import path from 'node:path';

/** What the files of one room may import: other files by the start of their path (or a group of them), packages by the start of their name. */
export interface Room {
  /** A folder, or a file, from the root. The longest match counts. */
  readonly at: string;
  /** What is inside, in a few words. */
  readonly holds: string;
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

const root = path.join(import.meta.dirname, '../..');

/** What Headroom does: the folders of `core` that have a config. Each has a room on every storey, and none imports another's. */
export const capabilities: readonly string[] = globSync('core/*/config/', { cwd: root })
  .map((folder) => path.basename(path.dirname(folder)))
  .sort();

const aws = ['@aws-sdk/', '@smithy/'];
const powertools = ['@middy/core', '@aws-lambda-powertools/', 'aws-lambda'];
const cdk = ['aws-cdk-lib', 'constructs', 'node:'];

/** Rooms that are named together. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  'the parts of configs': ['core/model/', 'core/readings/', 'core/schema/', 'core/time/', 'core/prices/'],
  'the spine': [
    'the parts of configs',
    'core/because-of.ts',
    'core/ports.ts',
    'core/guards.ts',
    'core/capability.ts',
    'core/card.ts',
    'core/tell-override.ts',
    'core/looking/',
  ],
  'the adapters below': ['aws', 'table', 'ledger', 'signals', 'sources', 'sinks', 'postgres'].map(
    (name) => `adapters/${name}/`,
  ),
};

/** Who may import whom. Data flows one way: nouns below, verbs above, AWS at the edge. `<capability>` is each of them. */
export const house: readonly Room[] = [
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
  {
    at: 'core/sinks/',
    holds: 'where the numbers of decisions are sent beside the log, a file each kind',
    files: ['core/model/', 'core/schema/', 'core/readings/', 'core/sinks/'],
    packages: ['zod/mini'],
  },
  { at: 'core/ports.ts', holds: 'what a look needs of the world', files: ['core/model/'], packages: [] },
  { at: 'core/guards.ts', holds: 'how limits speak in order', files: ['core/model/'], packages: [] },
  { at: 'core/because-of.ts', holds: 'an error as a reason, secrets masked', files: ['core/model/'], packages: [] },
  {
    at: 'core/capability.ts',
    holds: 'what a capability is: observe, decide, act',
    files: ['core/model/', 'core/ports.ts'],
    packages: [],
  },
  { at: 'core/card.ts', holds: 'what a capability says of itself', files: ['core/model/'], packages: [] },
  {
    at: 'core/looking/',
    holds: 'what is the same of every invocation: deliver, plan, settle, tell, count',
    files: ['core/model/', 'core/because-of.ts', 'core/looking/'],
    packages: [],
  },
  {
    at: 'core/steps/',
    holds: 'the steps of a look: observe, decide, intend, act, record',
    files: ['the spine', 'core/steps/'],
    packages: [],
  },
  { at: 'core/pipeline.ts', holds: 'one look, on one page', files: ['the spine', 'core/steps/'], packages: [] },
  {
    at: 'core/last-decisions.ts',
    holds: 'what other subjects were last decided, out of the ledger',
    files: ['core/model/', 'core/ports.ts'],
    packages: [],
  },
  {
    at: 'core/upgrade.ts',
    holds: 'what the release before stored, as this one says it',
    files: ['core/model/', 'core/capability.ts', 'core/<capability>/upgrade.ts'],
    packages: [],
  },
  {
    at: 'core/capabilities.ts',
    holds: 'the card of each capability, and how its config is read, each when it is asked for',
    files: ['core/model/', 'core/card.ts', 'core/<capability>/'],
    packages: [],
  },
  {
    at: 'core/replay.ts',
    holds: 'a recorded look, decided again',
    files: ['core/model/', 'core/upgrade.ts', 'core/capabilities.ts'],
    packages: [],
  },
  {
    at: 'core/standing/',
    holds: 'how subjects stand, what holds them and what is the trouble, as rows for people',
    files: ['the spine', 'core/capabilities.ts', 'core/sharding/config/', 'core/standing/', 'core/tell-trouble.ts'],
    packages: [],
  },
  {
    at: 'core/tell-override.ts',
    holds: 'an override, as a line for people',
    files: ['core/model/', 'core/time/'],
    packages: [],
  },
  {
    at: 'core/tell-finding.ts',
    holds: 'a finding, as a line for people',
    files: ['core/model/', 'core/time/'],
    packages: [],
  },
  {
    at: 'core/tell-trouble.ts',
    holds: 'a trouble and what helps, as lines for people',
    files: ['core/model/', 'core/time/'],
    packages: [],
  },
  {
    at: 'core/deployment-settings.ts',
    holds: 'what a config file says of the deployment itself',
    files: ['core/model/', 'core/schema/'],
    packages: ['zod/mini'],
  },
  {
    at: 'core/one-place.ts',
    holds: 'that a config file names things of one account and Region',
    files: ['core/model/', 'core/schema/'],
    packages: [],
  },
  {
    at: 'core/alerting/',
    holds: 'alerts on what a service promises: how fast a budget burns, and the rules that say it to Prometheus',
    files: ['core/model/', 'core/schema/', 'core/alerting/'],
    packages: ['zod/mini'],
  },
  {
    at: 'core/config.ts',
    holds: 'what a `headroom.config.ts` holds',
    files: [
      ...['core/deployment-settings.ts', 'core/one-place.ts', 'core/alerting/', 'core/sinks/'],
      ...['the parts of configs', 'core/<capability>/config/'],
    ],
    packages: [],
  },
  {
    at: 'core/<capability>/',
    holds: 'how a capability decides; `sharding` is map, planning and moving',
    files: ['the spine', 'core/<capability>/'],
    packages: [],
  },
  {
    at: 'core/diagnosing/config/',
    holds: 'what people write of a service: what it is read by, and what it promises',
    files: ['the parts of configs', 'core/alerting/', 'core/diagnosing/config/'],
    packages: ['zod/mini'],
  },
  {
    at: 'core/<capability>/config/',
    holds: 'what people write for it, parsed',
    files: ['the parts of configs', 'core/<capability>/config/'],
    packages: ['zod/mini'],
  },
  {
    at: 'core/replicas/',
    holds: 'which replica may answer a read: tokens, positions, choice',
    files: ['core/model/', 'core/replicas/'],
    packages: [],
  },
  {
    at: 'core/indexing/',
    holds: 'which indexes pay: candidates, choice, what is superfluous',
    files: ['core/model/', 'core/indexing/'],
    packages: [],
  },
  {
    at: 'core/diagnosing/',
    holds: 'which resource limits a service, at what load, and what would lift it',
    files: ['core/model/', 'core/diagnosing/'],
    packages: [],
  },
  {
    at: 'adapters/',
    holds: 'what talks to AWS and to databases, for all',
    files: ['the spine', 'core/upgrade.ts', 'the adapters below'],
    packages: [...aws, 'dataloader', 'pg', 'zod/mini', 'node:'],
  },
  {
    at: 'adapters/alerting/',
    holds: 'what mutes alerts: rules of CloudWatch, silences of an Alertmanager',
    files: ['core/model/', 'core/alerting/', 'adapters/aws/', 'adapters/alerting/'],
    packages: [...aws, 'zod/mini'],
  },
  {
    at: 'adapters/subjects.ts',
    holds: 'the subjects and configs of each capability, in whichever table they are',
    files: ['core/model/', 'core/capabilities.ts', 'the adapters below', 'adapters/<capability>/'],
    packages: [],
  },
  {
    at: 'adapters/overrides-in-force.ts',
    holds: 'what people have set of the subjects of each capability',
    files: ['core/model/', 'core/<capability>/', 'the adapters below', 'adapters/<capability>/'],
    packages: [],
  },
  {
    at: 'adapters/standing-world.ts',
    holds: 'how everything stands, as the tables tell it',
    files: ['core/standing/', 'the adapters below', 'adapters/subjects.ts', 'adapters/overrides-in-force.ts'],
    packages: [],
  },
  {
    at: 'adapters/sinks/',
    holds: 'where what is told and counted ends: the log with its metrics, the event bus, and who draws graphs',
    files: ['the spine', 'core/sinks/', 'adapters/aws/', 'adapters/sinks/'],
    packages: [...aws, '@aws-lambda-powertools/', 'protobufjs', 'snappyjs'],
  },
  {
    at: 'adapters/<capability>/',
    holds: 'what only one capability talks to, a folder each kind',
    files: ['the spine', 'core/<capability>/', 'the adapters below', 'adapters/<capability>/'],
    packages: [...aws, '@electric-sql/pglite', 'dataloader', 'libpg-query', 'pg', 'zod/mini', 'node:'],
  },
  {
    at: 'adapters/replicas/',
    holds: 'a primary and its replicas, asked how far they are, and used',
    files: [
      'core/model/',
      'core/because-of.ts',
      'core/replicas/',
      'adapters/aws/',
      'adapters/postgres/',
      'adapters/replicas/',
    ],
    packages: [...aws, 'pg', 'node:'],
  },
  {
    at: 'clients/',
    holds: 'what applications import, beside what they serve',
    files: ['core/', 'adapters/', 'clients/'],
    packages: [...aws, 'pg', 'ioredis', 'node:'],
  },
  {
    at: 'functions/',
    holds: 'what Lambda runs, a folder each: `handler.ts`, `world.ts`, `events/*.json`',
    files: ['core/', 'adapters/', 'functions/'],
    packages: [...aws, ...powertools, 'node:', 'zod/mini'],
  },
  {
    at: 'functions/policy-tuner/',
    holds: 'the one function that simulates',
    files: ['core/', 'adapters/', 'functions/', 'sim/'],
    packages: [...aws, ...powertools, 'node:', 'zod/mini'],
  },
  {
    at: 'functions/cache-invalidator/',
    holds: 'the one function that talks to a cache, as applications do',
    files: ['core/', 'adapters/', 'clients/cache/', 'functions/'],
    packages: [...aws, ...powertools, 'node:', 'zod/mini'],
  },
  {
    at: 'lib/deployment/',
    holds: 'constructs that every capability uses',
    files: [
      ...['lib/deployment/', 'core/model/', 'core/schema/', 'core/sinks/', 'core/config.ts'],
      'core/deployment-settings.ts',
    ],
    packages: cdk,
  },
  {
    at: 'lib/sinks/',
    holds: 'places to send numbers to, ready to use',
    files: ['lib/deployment/', 'lib/sources/', 'lib/sinks/', 'core/model/', 'core/readings/', 'core/sinks/'],
    packages: cdk,
  },
  {
    at: 'lib/sources/',
    holds: 'readings, ready to use',
    files: ['lib/deployment/', 'lib/sources/', 'core/model/', 'core/readings/'],
    packages: cdk,
  },
  {
    at: 'lib/diagnosing/',
    holds: 'watched services, and the alarms on what they promise',
    files: [
      ...['lib/deployment/', 'lib/sources/', 'lib/diagnosing/', 'core/model/', 'core/readings/', 'core/alerting/'],
      'core/diagnosing/config/',
    ],
    packages: cdk,
  },
  {
    at: 'lib/<capability>/',
    holds: 'its constructs; what `bind()` of a kind returns is what the adapter of that kind takes',
    files: [
      ...['lib/deployment/', 'lib/sources/', 'lib/sinks/', 'lib/<capability>/'],
      ...['core/model/', 'core/readings/', 'core/sinks/', 'core/prices/', 'core/<capability>/config/'],
    ],
    packages: cdk,
  },
  {
    at: 'lib/',
    holds: 'the door of CDK apps',
    files: ['lib/', 'core/model/', 'core/schema/', 'core/config.ts'],
    packages: cdk,
  },
  {
    at: 'sim/',
    holds: 'made-up worlds with the same ports; threads that run them side by side',
    files: ['sim/', 'core/', 'adapters/ledger/memory.ts'],
    packages: ['node:', 'zod/mini', 'uplot'],
  },
  {
    at: 'sim/workloads/',
    holds: 'traces, and what is made of them',
    files: ['sim/workloads/', 'core/'],
    packages: [],
  },
  {
    at: 'sim/scaling/',
    holds: 'groups and services that a policy scales, its peers, scores, portfolios, reports',
    files: ['sim/scaling/', 'sim/workloads/', 'core/', 'adapters/ledger/memory.ts'],
    packages: ['node:', 'zod/mini', 'uplot'],
  },
  {
    at: 'sim/balancing/',
    holds: 'fleets behind a load balancer',
    files: ['sim/balancing/', 'sim/workloads/', 'core/', 'adapters/ledger/memory.ts'],
    packages: ['node:'],
  },
  {
    at: 'sim/diagnosing/',
    holds: 'networks of queues, played event by event, whose limits are known',
    files: ['sim/diagnosing/', 'sim/parallel/', 'sim/workloads/', 'core/'],
    packages: ['node:'],
  },
  {
    at: 'local/',
    holds: 'the local AWS and other servers, installed, started and stopped',
    files: ['local/'],
    packages: ['node:'],
  },
  {
    at: 'local/application-auto-scaling/',
    holds: 'what stands in for Application Auto Scaling, and moves things through an emulator',
    files: ['local/'],
    packages: ['@aws-sdk/client-ecs', '@aws-sdk/client-rds', 'node:'],
  },
  {
    at: 'local/table-rations/',
    holds: 'how DynamoDB rations changes of a table, before an emulator that does not',
    files: ['local/'],
    packages: ['node:'],
  },
  {
    at: 'cli/',
    holds: 'what a person types, one command a file',
    files: ['cli/', 'core/', 'sim/', 'adapters/', 'clients/cache/', 'local/'],
    packages: [...aws, 'acorn', 'cli-progress', 'commander', 'csv-parse', 'hyparquet', 'ioredis', 'node:', 'yaml'],
  },
  {
    at: 'cli/grafana/',
    holds: 'dashboards for Grafana',
    files: ['cli/grafana/', 'core/alerting/', 'core/model/'],
    packages: ['@grafana/grafana-foundation-sdk', 'node:'],
  },
  {
    at: 'bin/headroom.ts',
    holds: 'the door of the command line',
    files: ['bin/refuse-old-node.ts', 'cli/'],
    packages: ['node:'],
  },
  {
    at: 'bin/refuse-old-node.ts',
    holds: 'the line that an old Node is refused with',
    files: ['cli/node-version.ts'],
    packages: [],
  },
  {
    at: 'bin/app.ts',
    holds: 'the CDK app of `headroom.config.ts`',
    files: ['lib/', 'core/model/', 'core/config.ts', 'headroom.config.ts'],
    packages: ['aws-cdk-lib', 'cdk-nag', 'node:'],
  },
  {
    at: 'bin/invoke',
    holds: 'runs a function of this checkout on a laptop; no part of the package',
    files: ['bin/invoke/', 'cli/', 'functions/', 'local/', 'core/', 'adapters/'],
    packages: ['@aws-sdk/', 'node:'],
  },
  {
    at: 'bin/lint-templates',
    holds: 'cfn-lint and checkov over the templates of every app; no part of the package',
    files: ['bin/lint-templates/', 'local/'],
    packages: ['node:'],
  },
  { at: 'headroom.config.ts', holds: 'what this checkout deploys', files: ['core/config.ts'], packages: [] },
  {
    at: 'examples/',
    holds: 'small CDK apps, compiled and synthesised in the tests',
    files: ['examples/', 'lib/', 'core/model/'],
    packages: ['aws-cdk-lib', 'constructs', 'cdk-nag', '@aws-sdk/client-sqs', 'esbuild', 'node:'],
  },
  {
    at: 'examples/config-file/',
    holds: 'a config file that says everything, deployed by `bin/app.ts`',
    files: ['core/config.ts'],
    packages: [],
  },
  { at: 'build/', holds: 'bundles, and the package', files: ['build/'], packages: ['esbuild', 'node:'] },
  {
    at: 'build/site/',
    holds: 'the site of docs/, and the pages that are written from the code',
    files: ['build/site/', 'core/', 'cli/', 'adapters/signals/', 'examples/config-file/'],
    packages: ['vitepress', 'yaml', 'zod/mini', 'commander', 'rolldown/parseAst', 'node:'],
  },
  {
    at: 'bench/',
    holds: 'benchmarks that print JSON',
    files: ['bench/', 'core/', 'adapters/', 'clients/', 'lib/sources/', 'sim/', 'local/', 'functions/', 'cli/'],
    packages: [
      ...[...aws, 'node:', 'vega-datasets', 'hashring', 'consistent-hash', 'pg', 'ioredis'],
      ...['cache-manager', 'keyv', '@keyv/redis', 'bentocache', 'autocannon'],
    ],
  },
  {
    at: 'bench/cost/',
    holds: 'what a month costs, of what is deployed and of calls that are counted',
    files: ['bench/cost/', 'core/', 'adapters/', 'functions/', 'lib/'],
    packages: ['aws-cdk-lib', ...aws, 'node:'],
  },
];

/** The same, room by room. */
export const rooms: readonly Room[] = house.flatMap((room) => {
  const each = room.at.includes('<capability>') ? capabilities : [null];
  return each.map((name) => ({
    ...room,
    at: named(room.at, name),
    files: room.files.flatMap((file) => spelt(file, name)),
  }));
});

function named(path: string, capability: string | null): string {
  return path.replace('<capability>', capability ?? '<capability>');
}

/** The paths that one name stands for: those of a group, those of one capability, or of all where none is meant. */
function spelt(name: string, capability: string | null): readonly string[] {
  const group = groups[name];
  if (group !== undefined) return group.flatMap((one) => spelt(one, capability));
  if (capability !== null || !name.includes('<capability>')) return [named(name, capability)];
  return capabilities.map((each) => named(name, each));
}

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
  /^(build|build\/image|build\/site|local)\/main\.ts$/,
  /^build\/site\/(config|write-schema)\.ts$/,
  /^build\/release\.ts$/,
  /^local\/keeper\.ts$/,
  /^functions\/(environment-credentials|mapped-stacks)\.ts$/,
  /^bench\//,
  /^examples\//,
  /^lib\/index\.ts$/,
  /^core\/config\.ts$/,
  /^clients\/(cache|shards|replicas)\.ts$/,
  /^sim\/.*worker\.ts$/,
];

/** Packages that are used without being imported from source, and how. */
export const usedWithoutImport: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'formats and lints',
  '@types/node': 'types of Node',
  'axe-core': 'is put into pages by their tests',
  '@types/autocannon': 'types of autocannon',
  '@types/aws-lambda': 'types of Lambda events',
  '@types/cli-progress': 'types of cli-progress',
  '@types/hashring': 'types of hashring',
  '@types/snappyjs': 'types of snappyjs',
  '@types/pg': 'types of pg',
  'aws-cdk': 'the cdk command',
  'vega-datasets': 'its data files are the trace of the demo',
  uplot: 'its files are inlined into reports',
  node: 'Node 24 for every script',
  typescript: 'checks types, and emits the package',
};
