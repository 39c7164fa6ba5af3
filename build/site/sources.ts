import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Page, pageOf } from './page.ts';
import { withSiteLinks } from './site-links.ts';

/** Pages that stand at the top of the repository, and where the site has them. */
const ofTheTop: Readonly<Record<string, string>> = {
  'CONTRIBUTING.md': 'contribute/contributing.md',
  'ARCHITECTURE.md': 'contribute/architecture.md',
  'CHANGELOG.md': 'changelog.md',
};

/** Pages that stand in no folder of `docs/`, by the folder of the site that they belong in. */
const ofNoFolder: Readonly<Record<string, readonly string[]>> = {
  reference: ['targets', 'sources', 'sinks', 'permissions', 'roles', 'resources', 'purging-characters'],
  operate: ['what-a-deploy-does', 'vpc', 'containers', 'objectives', 'diagnosing', 'kubernetes', 'pull-requests'],
};

/** Every page that somebody has written, as the site shows it. */
export function writtenPages(root: string): Page[] {
  const inDocs = globSync('docs/**/*.md', { cwd: root }).sort();
  const places = new Map([...inDocs.map((file) => [file, placeOf(file)] as const), ...Object.entries(ofTheTop)]);
  return [...places].map(([file, place]) => {
    const text = readFileSync(join(root, file), 'utf8');
    return pageOf(place, withSiteLinks(text, file, places), parse);
  });
}

/** A folder's README is its first page. */
function placeOf(file: string): string {
  const path = file.replace(/^docs\//, '').replace(/(^|\/)README\.md$/, '$1index.md');
  const folder = Object.keys(ofNoFolder).find((one) => ofNoFolder[one]?.includes(path.replace(/\.md$/, '')));
  return folder === undefined ? path : `${folder}/${path}`;
}
