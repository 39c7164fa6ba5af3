import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, the same whether these constructs run from `lib/*.ts` or, installed, from `dist/lib/*.js`. */
export const packageFolder = nearestPackage(import.meta.dirname);

function nearestPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) return folder;
  return nearestPackage(dirname(folder));
}
