import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Every property test goes by one seed. */
const alias = [
  { find: /^fast-check$/, replacement: fileURLToPath(new URL('test/seeded-fast-check.ts', import.meta.url)) },
];

/** They measure how long something takes, or build `dist/` anew: nothing else may run beside them. */
const alone = [
  'border',
  'cache',
  'cache-failover',
  'cache-shrink',
  'cache-soak',
  'index-making',
  'package',
  'prometheus',
  'replicas',
  'shard-move-trouble',
  'sinks',
].map((name) => `test/integration/${name}.test.ts`);
for (const file of alone) {
  if (!existsSync(new URL(file, import.meta.url))) throw new Error(`${file} is to run alone, and is not there`);
}

const integration = { testTimeout: 180_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: '.local/test-report.json' }]],
    // By itself it leaves one core idle.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/integration/**', 'test/kubernetes/**', 'test/image/**', 'test/site/**'],
          // No test mocks a module, so files share what they have loaded: the CDK alone takes seconds.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: alone,
          ...integration,
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'alone',
          include: alone,
          maxWorkers: 1,
          ...integration,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
