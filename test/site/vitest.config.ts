import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The site is built and read in a browser: apart from everything else, since that takes a minute. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..'),
    reporters: ['default', 'json'],
    outputFile: { json: '.local/test-reports/docs.json' },
    globalSetup: ['test/temporary-folder.ts', 'test/site/build-site.ts'],
    include: ['test/site/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 240_000,
  },
});
