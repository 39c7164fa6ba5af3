import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceKinds } from '../../core/readings/source-kinds.ts';
import { root } from '../architecture/source-file.ts';

/** What each kind of source must have beside its code. Answers what is missing, by name. */
function missing(kind: string, page: string): string[] {
  const files = [`adapters/sources/${kind}/kind.ts`, `test/adapters/sources/${kind}`, `test/laws/sources/${kind}.ts`];
  const absent = files.filter((file) => !existsSync(path.join(root, file)));
  return page.includes(`\n## ${kind}\n`) ? absent : [...absent, `docs/sources.md: ## ${kind}`];
}

describe('a kind of source', () => {
  const page = readFileSync(path.join(root, 'docs/sources.md'), 'utf8');
  it.each(Object.keys(sourceKinds))('%s has its folder, its tests and its place in the docs', (kind) => {
    expect(missing(kind, page)).toEqual([]);
  });
  it('that has none of it is named with what is missing', () => {
    expect(missing('graphite', page)).toEqual([
      'adapters/sources/graphite/kind.ts',
      'test/adapters/sources/graphite',
      'test/laws/sources/graphite.ts',
      'docs/sources.md: ## graphite',
    ]);
  });
});
