import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedSite, servedSite } from './served-site.ts';

let site: ServedSite;
beforeAll(async () => {
  site = await servedSite();
});
afterAll(() => site?.stop());

const attribute = (name: string) => new RegExp(`\\s${name}="([^"]+)"`, 'g');

/** Where the links of a page lead that lead nowhere: to no page, or to no heading of one. */
function dead(path: string, html: string, pages: ReadonlyMap<string, string>): string[] {
  const links = [...html.matchAll(attribute('href'))].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  const inside = links.filter((href) => !/^(https?|mailto|data):/.test(href));
  return [...new Set(inside)].filter((href) => {
    const { pathname, hash } = new URL(href, `http://site${path}`);
    if (/\.(css|js|png|svg|woff2)$/.test(pathname)) return false;
    const page = pages.get(pathname) ?? pages.get(`${pathname}index.html`) ?? pages.get(`${pathname}/index.html`);
    return page === undefined || (hash !== '' && !page.includes(`id="${decodeURIComponent(hash.slice(1))}"`));
  });
}

describe('the site', () => {
  it('has no link that leads nowhere, nor to a heading that is not there', () => {
    const wrong = [...site.pages].flatMap(([path, html]) =>
      dead(path, html, site.pages).map((href) => `${path}: ${href}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has links that are found, and tells those that are wrong', () => {
    const [path, html] = [...site.pages].find(([one]) => one === '/reference/metrics.html') ?? ['', ''];
    expect([...html.matchAll(attribute('href'))].length).toBeGreaterThan(20);
    const wrong = `${html}<a href="/no-such-page.html">x</a><a href="#no-such-heading">y</a>`;
    expect(dead(path, wrong, site.pages)).toEqual(['/no-such-page.html', '#no-such-heading']);
  });

  it('asks nobody else for a font, a script or a picture', () => {
    const foreign = [...site.pages].flatMap(([path, html]) =>
      [...html.matchAll(/<(?:script|img|link|iframe)[^>]*(?:src|href)="(https?:)?\/\/[^"]+"/g)].map(
        ([tag]) => `${path}: ${tag}`,
      ),
    );
    expect(foreign).toEqual([]);
  });
});
