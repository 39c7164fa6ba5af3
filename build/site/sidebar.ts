import { posix } from 'node:path';
import type { Page } from './page.ts';

export interface SidebarItem {
  readonly text: string;
  readonly link?: string;
  readonly items?: readonly SidebarItem[];
  readonly collapsed?: boolean;
}

/** The order in which somebody meets them; a folder that is not named here comes after these. */
const order = ['start', 'how-to', 'concepts', 'migrate', 'operate', 'runbooks', 'reference'];
const last = ['contribute', 'decisions'];
const open = ['start', 'how-to', 'concepts'];

/** Every page, by its folder: none can be forgotten. */
export function sidebarOf(pages: readonly Page[]): SidebarItem[] {
  const folders = [...new Set(pages.map(({ path }) => folderOf(path)))].sort(
    (a, b) => rank(a) - rank(b) || a.localeCompare(b),
  );
  return folders.map((folder) => groupOf(folder, pages));
}

function groupOf(folder: string, pages: readonly Page[]): SidebarItem {
  const inside = pages.filter(({ path }) => folderOf(path) === folder);
  const index = inside.find(({ path }) => posix.basename(path) === 'index.md');
  const items = inside
    .filter((page) => page !== index)
    .toSorted(byPlace)
    .map(itemOf);
  return {
    text: folder === '' ? 'More' : (index?.title ?? titleOf(folder)),
    ...(index === undefined || folder === '' ? {} : { link: linkOf(index) }),
    items,
    collapsed: !open.includes(folder),
  };
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
  return path.includes('/') ? (path.split('/')[0] ?? '') : '';
}

function titleOf(folder: string): string {
  const words = folder.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function rank(folder: string): number {
  if (order.includes(folder)) return order.indexOf(folder);
  return last.includes(folder) ? 1000 + last.indexOf(folder) : 100;
}
