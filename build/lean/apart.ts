import { readFile } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import type { Plugin } from 'esbuild';

/** Whose copy of a package is its own. */
const importers = ['adapters', 'scaling', 'targets', 'dynamodb-throughput'].join(sep);
const asked = /^@aws-sdk\/client-dynamodb$/;
const namespace = 'apart';

/**
 * Gives what scales tables a copy of DynamoDB's client of its own. All shapes of a client stand in one module, so that those of
 * its rare calls would be read at init by each function that has the client for its own table.
 */
export const apart: Plugin = {
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: asked }, async ({ importer, path, kind, resolveDir, pluginData }) => {
      if (pluginData === namespace || !importer.includes(importers)) return null;
      const found = await build.resolve(path, { kind, resolveDir, pluginData: namespace });
      return { ...found, namespace };
    });
    build.onResolve({ filter: /^\./, namespace }, async ({ importer, path, kind }) => {
      const found = await build.resolve(path, { kind, resolveDir: dirname(importer) });
      return { ...found, namespace };
    });
    build.onLoad({ filter: /.*/, namespace }, async ({ path }) => ({
      contents: await readFile(path, 'utf8'),
      resolveDir: dirname(path),
      loader: path.endsWith('.json') ? 'json' : 'js',
    }));
  },
};
