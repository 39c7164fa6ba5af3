import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { accessibleTheme } from './accessible-theme.ts';
import { siteFolders } from './folders.ts';
import { allowLineBreaks } from './line-breaks.ts';
import { searchSettings } from './search.ts';
import { keepWidePartsReadable } from './wide-parts.ts';

const { pages, html, cache, sidebar } = siteFolders(process.cwd());

/** The site of docs/: everything that it shows comes from itself, so it needs no network. */
export default defineConfig({
  title: 'Headroom',
  description:
    'Every tier of a service at the capacity it is about to need, inside an SLO budget, with the reason why.',
  lang: 'en',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  base: process.env.DOCS_BASE ?? '/',
  srcDir: pages,
  outDir: html,
  cacheDir: cache,
  // What stands in angle brackets is what a reader puts in.
  markdown: {
    html: false,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(markdown) {
      allowLineBreaks(markdown);
      keepWidePartsReadable(markdown);
    },
  },
  // The search index is one large chunk; and esbuild as new as ours lowers no further.
  vite: { plugins: [accessibleTheme], build: { chunkSizeWarningLimit: 4000, target: 'es2022' } },
  themeConfig: {
    sidebar: JSON.parse(readFileSync(sidebar, 'utf8')),
    outline: [2, 3],
    search: { provider: 'local', options: searchSettings },
    notFound: {
      title: 'There is no such page',
      quote: 'It may have moved, or its address has a typing error. Search for it above, or begin at the first page.',
      linkText: 'To the first page',
    },
  },
});
