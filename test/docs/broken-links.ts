import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { root } from '../architecture/source-file.ts';
import { type DocumentPage, withoutCode } from './pages.ts';

/** The links of a page that lead to no file of this checkout, or to no heading of that file. */
export function brokenLinks({ path, text }: DocumentPage): string[] {
  const links = [...withoutCode(text).matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !isThere(path, link));
}

function isThere(from: string, link: string): boolean {
  const [to = '', anchor] = link.split('#');
  const file = join(root, to === '' ? from : normalize(join(dirname(from), to)));
  if (!existsSync(file)) return false;
  if (anchor === undefined || statSync(file).isDirectory()) return true;
  return anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
}

/** Headings as GitHub and VitePress name them in an address. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}
