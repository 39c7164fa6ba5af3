import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** On other Nodes than this project's own: apart from everything else, since it asks npm's registry for them. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..'),
    reporters: ['default', 'json'],
    outputFile: { json: '.local/test-reports/node.json' },
    globalSetup: 'test/temporary-folder.ts',
    include: ['test/node/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
