import { describe, expect, it } from 'vitest';
import { brokenLinks } from './broken-links.ts';
import { allPages, isGuide } from './pages.ts';

const pages = allPages();
const guides = pages.filter(isGuide);

describe('the pages', () => {
  it('link to what is there, to the heading that is meant', () => {
    const broken = pages.flatMap((page) => brokenLinks(page).map((link) => `${page.path}: ${link}`));
    expect(broken).toEqual([]);
  });

  it('a link to a page or a heading that is not there is found', () => {
    const text =
      'See [one](how-to/none.md), [two](targets.md#nowhere), [three](targets.md#dynamodb) and `[no](link.md)`.';
    expect(brokenLinks({ path: 'docs/made-up.md', text })).toEqual(['how-to/none.md', 'targets.md#nowhere']);
  });
});

describe('the guides', () => {
  it.each(guides.map((page) => [page.path, page] as const))(
    '%s has a title, is not a stub, and leads on',
    (_, { text }) => {
      const [, title] = /^---\ntitle: (.+)\n(?:order: \d+\n)?---\n/.exec(text) ?? [];
      expect(title).toBeDefined();
      expect(text).toContain(`\n# ${title}\n`);
      expect(text.split('\n').filter((line) => line.trim() !== '').length).toBeGreaterThanOrEqual(15);
      expect(text).toMatch(/\]\([^)\s]+\.md/);
    },
  );

  it('no two are called the same', () => {
    const titles = guides.map(({ text }) => /^title: (.+)$/m.exec(text)?.[1]);
    expect(titles.length).toBe(new Set(titles).size);
  });
});
