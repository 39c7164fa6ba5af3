import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { packageFolder } from './package-folder.ts';

/** CDK context that names another folder of bundles than the package's own; tests use it to synthesise without a build. */
const bundlesContext = 'headroom:bundles';

/** The code of one of our functions, built beforehand by `npm run build`. Throws where it has not been built. */
export function functionBundle(scope: Construct, name: string): Code {
  const folder = join(bundlesFolder(scope), name);
  if (!existsSync(join(folder, 'index.mjs'))) {
    throw new Error(`${scope.node.path}: ${join(folder, 'index.mjs')} is not there; run "npm run build" first`);
  }
  return Code.fromAsset(folder);
}

/** Where the bundles of all functions are. */
export function bundlesFolder(scope: Construct): string {
  const elsewhere: unknown = scope.node.tryGetContext(bundlesContext);
  return typeof elsewhere === 'string' ? elsewhere : join(packageFolder, 'dist', 'functions');
}
