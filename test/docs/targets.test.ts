import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../architecture/source-file.ts';
import { untold, withTargets } from '../architecture/targets-table.ts';

it('docs/targets.md tells of each kind what it was tried against; npm run house writes it', () => {
  const text = readFileSync(join(root, 'docs', 'targets.md'), 'utf8');
  expect(untold).toEqual([]);
  expect(text === withTargets(text)).toBe(true);
});
