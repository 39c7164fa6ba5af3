import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The image is built anew and run: apart from everything else, since it takes a minute and asks npm's registry. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..'),
    reporters: ['default', 'json'],
    outputFile: { json: '.local/test-reports/image.json' },
    globalSetup: 'test/temporary-folder.ts',
    include: ['test/image/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
