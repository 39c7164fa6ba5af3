import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileSystem } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { releaseMark } from '../../core/model/release-mark.ts';
import { bundlesFolder } from './function-bundle.ts';
import { packageFolder } from './package-folder.ts';

const known = new Map<string, string>();

/**
 * What tells this release from others, as it stands in the description of every version of its functions: the version of the
 * package, and a hash of all bundles. So every function gets a version of its own with each release, and a release is moved back
 * whole, those of its functions too whose code is the same.
 */
export function releaseOf(scope: Construct): string {
  const folder = bundlesFolder(scope);
  const release = known.get(folder) ?? releaseMark(packageVersion(), FileSystem.fingerprint(folder).slice(0, 8));
  known.set(folder, release);
  return release;
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return version;
}
