import { basename } from 'node:path';

const isUnitTest = (file: string) =>
  file.endsWith('.test.ts') && !/^test\/(integration|kubernetes|image|site|node)\//.test(file);

/**
 * The unit tests that read some of the `changed` files without importing them: those that name one, and for a page all that
 * walk the pages. Vitest knows what is imported.
 */
export function readersOf(
  changed: readonly string[],
  files: readonly string[],
  textOf: (file: string) => string,
): string[] {
  const read = changed.filter((file) => !file.endsWith('.ts'));
  const names = read.map((file) => basename(file));
  const hasPages = read.some((file) => file.endsWith('.md'));
  const reads = (file: string) =>
    (hasPages && file.startsWith('test/docs/')) || names.some((name) => textOf(file).includes(name));
  return read.length === 0 ? [] : files.filter((file) => isUnitTest(file) && reads(file));
}
