import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/source-file.ts';
import { readersOf } from '../readers-of.ts';

const files = globSync('test/**/*.ts', { cwd: root });
const readers = (...changed: string[]) => readersOf(changed, files, (file) => readFileSync(join(root, file), 'utf8'));

describe('what differs from the last commit', () => {
  it.each([
    ['docs/how-to/purge.md', 'test/docs/pages.test.ts'],
    ['README.md', 'test/cli/readme.test.ts'],
    ['docs/permissions.md', 'test/lib/people-grants.test.ts'],
    ['CONTRIBUTING.md', 'test/adding-a-kind.test.ts'],
    ['cdk.json', 'test/lib/feature-flags.test.ts'],
  ])('is read by tests that import nothing of it: %s by %s', (file, test) => {
    expect(readers(file)).toContain(test);
  });

  it('is left to vitest where it is imported', () => {
    expect(readers('core/time/wall-clock.ts', 'lib/headroom.ts')).toEqual([]);
  });

  it('asks for no test that needs a server', () => {
    expect(readers('README.md').filter((file) => file.startsWith('test/integration/'))).toEqual([]);
  });
});
