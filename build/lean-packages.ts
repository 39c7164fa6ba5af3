import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Of an SDK client's package.json, which its client reads for its version, bundles the version alone: 2 kB each. */
export const leanPackages: Plugin = {
  name: 'lean-packages',
  setup(build) {
    build.onLoad({ filter: /\/@aws-sdk\/client-[^/]+\/package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
