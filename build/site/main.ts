import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'vitepress';
import { siteFolders } from './folders.ts';
import { sidebarOf } from './sidebar.ts';
import { writtenPages } from './sources.ts';

const root = join(import.meta.dirname, '..', '..');
const { pages: folder, html, sidebar } = siteFolders(root);

process.chdir(root);
const pages = writtenPages(root);
rmSync(folder, { recursive: true, force: true });
for (const { path, text } of pages) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
cpSync(join(root, 'docs', 'images'), join(folder, 'images'), { recursive: true });
writeFileSync(sidebar, JSON.stringify(sidebarOf(pages)));
await build(join(root, 'docs'));
process.stdout.write(`${pages.length} pages in ${html}\n`);
