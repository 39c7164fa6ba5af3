import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** What Node has compiled is kept for the processes that tests start: the command line then starts in half the time. */
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('.local/compile-cache', import.meta.url));

/** Every property test goes by one seed. */
const alias = [
  { find: /^fast-check$/, replacement: fileURLToPath(new URL('test/seeded-fast-check.ts', import.meta.url)) },
];

/** One more than there are processors: tests of servers and of processes wait for a good part of their time. */
const maxWorkers = availableParallelism() + 1;

/**
 * What `npm test` shows of real servers in the minutes that it has: a deployment on a local AWS, DynamoDB, PostgreSQL,
 * Prometheus and a browser. Whatever is not named here is run by `npm run test:integration`. Why: docs/decisions/0078.
 */
const first = integrationTests(
  'adapters',
  'alert-rules',
  'allocator',
  'dashboard',
  'demo',
  'indexes',
  'invoke',
  'keyspaces',
  'ledger',
  'local-aws',
  'measure-slots',
  'open-shards',
  'report-in-browser',
  'shards-client',
  'table',
);

/** They measure how long something takes, or build `dist/` anew: nothing else may run beside them. This one is of a real Redis. */
const firstAlone = integrationTests('cache');
const alone = integrationTests(
  'border',
  'cache-failover',
  'cache-shrink',
  'cache-soak',
  'index-making',
  'package',
  'prometheus',
  'replicas',
  'shard-move-trouble',
  'shard-moves',
  'sinks',
);

export default defineConfig({
  test: {
    reporters: ['default', 'json'],
    // Scripts that CI runs name a file of their own.
    outputFile: { json: '.local/test-report.json' },
    globalSetup: 'test/temporary-folder.ts',
    projects: [
      // What waits for servers is begun first, and units fill the time in which it does.
      project('first', { include: first, maxWorkers, sequence: { groupOrder: 1 } }),
      project('unit', {
        include: ['test/**/*.test.ts'],
        exclude: ['integration', 'kubernetes', 'image', 'site', 'node'].map((folder) => `test/${folder}/**`),
        // No test mocks a module, so files share what they have loaded: the CDK alone takes seconds.
        isolate: false,
        maxWorkers,
        sequence: { groupOrder: 1 },
      }),
      project('first-alone', { include: firstAlone, maxWorkers: 1, sequence: { groupOrder: 2 } }),
      project('integration', {
        include: ['test/integration/**/*.test.ts'],
        exclude: [...first, ...firstAlone, ...alone],
        maxWorkers,
        sequence: { groupOrder: 3 },
      }),
      project('integration-alone', { include: alone, maxWorkers: 1, sequence: { groupOrder: 4 } }),
    ],
  },
});

type Tests = NonNullable<TestProjectInlineConfiguration['test']>;

/** Tests with a time-out that says when something hangs, and not when a machine is busy. */
function project(name: string, test: Tests): TestProjectInlineConfiguration {
  return { resolve: { alias }, test: { name, testTimeout: 300_000, hookTimeout: 600_000, ...test } };
}

/** The files of integration tests of these names; throws where one is not there. */
function integrationTests(...names: readonly string[]): string[] {
  const files = names.map((name) => `test/integration/${name}.test.ts`);
  const lacks = files.find((file) => !existsSync(new URL(file, import.meta.url)));
  if (lacks !== undefined) throw new Error(`${lacks} is named in vitest.config.ts, and is not there`);
  return files;
}
