import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../architecture/source-file.ts';

const rooms = ['adapters', 'cli', 'clients', 'core', 'examples', 'functions', 'lib', 'sim', 'test'];
const numbers = globSync('docs/decisions/*.md', { cwd: root }).map((page) => page.slice('docs/decisions/'.length, -3));

it('a source that names the decision behind it names one that is there', () => {
  const sources = rooms.flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: root })).map((file) => join(root, file));
  const named = sources.filter(existsSync).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/Why: docs\/decisions\/(\d{4})/g)].map(([, number = '']) => number);
  });
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((number) => !numbers.some((page) => page.startsWith(`${number}-`)))).toEqual([]);
});
