import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { madeResources } from '../architecture/resources/made-resources.ts';
import { purposes } from '../architecture/resources/purposes.ts';
import { withResources } from '../architecture/resources/resources-table.ts';
import { root } from '../architecture/source-file.ts';

it('docs/resources.md lists what the templates have; npm run house writes it', () => {
  const text = readFileSync(join(root, 'docs', 'resources.md'), 'utf8');
  expect(withResources(text) === text).toBe(true);
});

it('nothing is said of resources that nobody makes', () => {
  const silent = madeResources()
    .flatMap(({ resources }) => resources)
    .filter(({ says }) => says === '');
  const first = silent.map(({ path, type }) => purposes.find(({ of }) => of.test(`${path} ${type}`)));
  expect(purposes.filter((one) => !first.includes(one))).toEqual([]);
});
