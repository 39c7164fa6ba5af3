import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './run-headroom.ts';

const text = readFileSync(join(root, 'README.md'), 'utf8');
const [, section = ''] = /^## What it will not do\n([\s\S]*?)^## /m.exec(text) ?? [];
const promises = section.split('\n').filter((line) => line.startsWith('- '));
const linksOf = (markdown: string) =>
  [...markdown.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => String(link));

describe('the README', () => {
  it.each(promises.map((line) => [line.slice(2, 60), line]))('names the test that holds its promise: %s', (_, line) => {
    const tests = linksOf(line).filter((link) => link.endsWith('.test.ts'));
    expect(tests).not.toEqual([]);
  });

  it('links to nothing in the repository that is not there', () => {
    expect(promises.length).toBeGreaterThan(4);
    expect(linksOf(text).filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });
});
