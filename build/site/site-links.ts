import { posix } from 'node:path';

const link = /\[([^\]]*)\]\(([^)#\s]+)(#[^)\s]*)?\)/g;
/** Of code that is the label of a link, the link counts. */
const code = /(^ *```[\s\S]*?^ *```|(?<!\[)`[^`\n]+`)/gm;

/**
 * A page's links as the site has them. What it says of a file that the site does not have (a source, a test) stays as text:
 * the site is read without the repository.
 */
export function withSiteLinks(text: string, file: string, places: ReadonlyMap<string, string>): string {
  const from = places.get(file) ?? file;
  const parts = text.replace(/<!--[\s\S]*?-->\n*/g, '').split(code);
  return parts.map((part, index) => (index % 2 === 1 ? part : relinked(part))).join('');

  function relinked(prose: string): string {
    return prose.replace(link, (whole, label, target, anchor = '') => {
      const place = placeOf(target);
      if (place === null) return whole;
      return place === undefined ? label : `[${label}](${place}${anchor})`;
    });
  }

  /** Null where the link is to be left as it is; undefined where the site has no such page. */
  function placeOf(target: string): string | null | undefined {
    if (/^[a-z]+:|^\//.test(target)) return null;
    const meant = posix.normalize(posix.join(posix.dirname(file), target));
    const place = places.get(meant) ?? places.get(`${meant}/README.md`);
    if (place !== undefined) return relative(from, place);
    return meant.startsWith('docs/') || /\.(png|svg)$/.test(meant) ? null : undefined;
  }
}

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
