import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageHtml } from '../../cli/page/page-html.ts';
import { launchBrowser, openPage } from './browser.ts';
import { findChromium } from './find-chromium.ts';

const executablePath = findChromium();
/** A4 within the margins of a printer. */
const paper = { width: 717, height: 1000 };

/** The table of a diagnosis with the longest that it says. */
const heads = ['requests per second', 'headroom', 'busy now', 'first, or within 5 % of it'];
const cells = ['125 (125 to 125)', '597 %', '14.3 %', '100 %'];
const row = (tag: string, words: readonly string[]) =>
  words.map((word) => `<${tag} class="number">${word}</${tag}>`).join('');
const main = `<div class="scroll"><table>
<tr><th>what</th>${row('th', heads)}</tr>
<tr><td>something in web that is not read (a lock, a pool, or what is behind it)</td>${row('td', cells)}</tr>
</table></div>`;

describe.runIf(executablePath !== null)('a page on paper', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    browser = await launchBrowser(executablePath ?? '');
    folder = await mkdtemp(join(tmpdir(), 'headroom-page-'));
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  it('cuts no table off, since paper does not scroll', async () => {
    const file = join(folder, 'page.html');
    await writeFile(file, pageHtml({ title: 'cpu of db limits checkout', main }));
    const { page, faults } = await openPage(browser, pathToFileURL(file).href, { viewport: paper });
    await page.emulateMedia({ media: 'print' });
    const beyond = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.scroll'))`;
    expect(await page.evaluate(beyond)).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });
});
