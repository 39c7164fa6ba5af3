import { posix } from 'node:path';
import type { Page } from './page.ts';

interface SidebarItem {
  readonly text: string;
  readonly link?: string;
  readonly items?: readonly SidebarItem[];
  readonly collapsed?: boolean;
}

/** The order in which somebody meets them; a folder that is not named here stands between the two. */
const first = ['start', 'how-to', 'concepts', 'migrate', 'operate', 'runbooks', 'reference'];
const last = ['comparison', 'contribute', 'decisions', ''];
const open = ['start', 'how-to', 'concepts'];

/** Every page, by its folder: none can be forgotten. */
export function sidebarOf(pages: readonly Page[]): SidebarItem[] {
  const folders = [...new Set(pages.map(({ path }) => path.split('/').slice(0, -1)[0] ?? ''))];
  return folders.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b)).map((folder) => groupOf(folder, pages));
}

/** A folder with its pages, and with the folders in it. */
function groupOf(folder: string, pages: readonly Page[]): SidebarItem {
  const own = pages.filter(({ path }) => folderOf(path) === folder);
  const index = own.find(({ path }) => posix.basename(path) === 'index.md');
  const inner = folder === '' ? [] : pages.map(({ path }) => folderOf(path)).filter((one) => isIn(one, folder));
  const groups = [...new Set(inner)].sort().map((one) => groupOf(one, pages));
  const items = own
    .filter((page) => page !== index)
    .toSorted(byPlace)
    .map(itemOf);
  return {
    text: folder === '' ? 'More' : (index?.title ?? titleOf(posix.basename(folder))),
    ...(index !== undefined && folder !== '' && { link: linkOf(index) }),
    items: [...groups, ...items],
    collapsed: !open.includes(folder),
  };
}

function isIn(folder: string, parent: string): boolean {
  return posix.dirname(folder) === parent;
}

function itemOf(page: Page): SidebarItem {
  return { text: page.title, link: linkOf(page) };
}

function byPlace(a: Page, b: Page): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.path.startsWith('decisions/') ? a.path.localeCompare(b.path) : a.title.localeCompare(b.title);
}

function linkOf({ path }: Page): string {
  return `/${path.replace(/(index)?\.md$/, '')}`;
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

function titleOf(folder: string): string {
  const words = folder.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function rank(folder: string): number {
  if (first.includes(folder)) return first.indexOf(folder);
  return last.includes(folder) ? 1000 + last.indexOf(folder) : 100;
}
