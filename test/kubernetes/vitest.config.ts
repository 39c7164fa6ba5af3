import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Against a real control plane, which is built once from source: apart from everything else, and one file after another. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..'),
    reporters: ['default', 'json'],
    outputFile: { json: '.local/test-reports/kubernetes.json' },
    globalSetup: 'test/temporary-folder.ts',
    include: ['test/kubernetes/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 1_800_000,
  },
});
