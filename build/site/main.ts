import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { siteFolders } from './folders.ts';
import { homePage } from './home-page.ts';
import { pageOf } from './page.ts';
import { referencePages } from './reference/reference-pages.ts';
import { sidebarOf } from './sidebar.ts';
import { writtenPages } from './sources.ts';

/** `--pages` writes the pages as Markdown alone; `--to` says where, beside the site itself. */
const { values } = parseArgs({ options: { pages: { type: 'boolean', default: false }, to: { type: 'string' } } });
const root = join(import.meta.dirname, '..', '..');
const { pages: folder, html, sidebar } = siteFolders(root, values.to);

process.chdir(root);
const { pages: made, schema } = await referencePages(root);
const others = [...writtenPages(root), ...made.map(({ path, text }) => pageOf(path, text, parse))];
const pages = [homePage(others), ...others];
rmSync(folder, { recursive: true, force: true });
for (const { path, text } of pages) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
cpSync(join(root, 'docs', 'images'), join(folder, 'images'), { recursive: true });
writeFileSync(sidebar, JSON.stringify(sidebarOf(pages)));
writeFileSync(join(folder, '..', 'headroom.schema.json'), JSON.stringify(schema));
if (!values.pages) {
  const { build } = await import('vitepress');
  await build(join(root, 'docs'));
}
process.stdout.write(`${pages.length} pages in ${values.pages ? folder : html}\n`);
