import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Logger and metrics bring a copy each of the same version, since the newest batch asks for an older one. */
const copied = /^@aws-lambda-powertools\/commons(\/|$)/;

/** Bundles Powertools' common part once: the logger's copy for all. */
export function oneCopy(root: string): Plugin {
  const resolveDir = join(root, 'node_modules/@aws-lambda-powertools/logger');
  return {
    name: 'one-copy',
    setup(build) {
      build.onResolve({ filter: copied }, ({ path, kind, pluginData }) =>
        pluginData === copied ? null : build.resolve(path, { kind, resolveDir, pluginData: copied }),
      );
    },
  };
}
